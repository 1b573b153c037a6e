import { POSITION, VELOCITY } from '../defs/precision.ts';
import { WEAPON_IDS, type WeaponId } from '../defs/weapons.ts';

/** The values of one object in the order of its layout: what is said once for all need not be said for each. */
export type Row = readonly (string | number)[];

/** What the value of a field may be. Places and speeds are written in steps of the wire: whole numbers, for bodies. */
export type FieldKind = 'text' | 'flag' | 'whole' | 'number' | 'weapon' | 'place' | 'speed' | 'spread';

/** Powers of two: a factor that costs no digit of any number. */
const STEPS_PER_UNIT: Readonly<Partial<Record<FieldKind, number>>> = { place: 8, speed: 16, spread: 512 };

/** How objects of one type are written as rows: every field with its kind, so that none can be forgotten. */
export class RowLayout<T extends object> {
  readonly #fields: readonly { readonly name: keyof T & string; readonly kind: FieldKind; readonly scale: number }[];

  constructor(kinds: Readonly<Record<keyof T & string, FieldKind>>) {
    const entries = Object.entries(kinds) as [keyof T & string, FieldKind][];
    this.#fields = entries.map(([name, kind]) => ({ name, kind, scale: STEPS_PER_UNIT[kind] ?? 1 }));
  }

  /** Fields and kinds in their order: two builds that agree on them read each other's rows. */
  get description(): string {
    return this.#fields.map(({ name, kind }) => `${name}:${kind}`).join();
  }

  get width(): number {
    return this.#fields.length;
  }

  /** Writes an object; what it has beside the fields is left out. */
  write(object: Readonly<T>): (string | number)[] {
    const row: (string | number)[] = [];
    for (const { name, scale } of this.#fields) {
      const value = object[name] as string | number | boolean;
      row.push(typeof value === 'string' ? value : Number(value) * scale);
    }
    return row;
  }

  /** The object that was written. The row must be sound. */
  read(row: Row): T {
    const values = this.#fields.map(({ name, kind, scale }, index) => [name, readValue(row[index]!, kind, scale)]);
    return Object.fromEntries(values) as T;
  }

  /** The first field whose value cannot be one of its kind; undefined when all can. */
  findFault(row: readonly unknown[]): string | undefined {
    return this.#fields.find(({ kind, scale }, index) => !isSound(row[index], kind, scale))?.name;
  }
}

function readValue(value: string | number, kind: FieldKind, scale: number): string | number | boolean {
  if (typeof value === 'string') return value;
  return kind === 'flag' ? value === 1 : value / scale;
}

function isSound(value: unknown, kind: FieldKind, scale: number): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'weapon':
      return WEAPON_IDS.includes(value as WeaponId);
    case 'flag':
      return value === 0 || value === 1;
    case 'whole':
      return Number.isSafeInteger(value);
    case 'place':
      return isWithin(value, POSITION.min * scale, POSITION.max * scale);
    case 'speed':
      return isWithin(value, VELOCITY.min * scale, VELOCITY.max * scale);
    case 'number':
    case 'spread':
      return Number.isFinite(value);
  }
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}
