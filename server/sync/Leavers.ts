import type { Entity } from './Entity.ts';

/** Of one: its serial, the table it is of, and the number by which the client knows it. */
const NUMBERS = 3;

/** What one client is to forget with its next patch. It keeps no entity: their records may serve others by then. */
export class Leavers {
  /** `NUMBERS` for each; behind the first `count` of them lie old ones. */
  readonly #numbers: number[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** @param id by which the client knows it */
  add({ table, serial }: Entity, id: number): void {
    const start = this.#count * NUMBERS;
    this.#numbers[start] = serial;
    this.#numbers[start + 1] = table.mapId;
    this.#numbers[start + 2] = id;
    this.#count += 1;
  }

  mapIdAt(index: number): number {
    return this.#numbers[index * NUMBERS + 1]!;
  }

  idAt(index: number): number {
    return this.#numbers[index * NUMBERS + 2]!;
  }

  /** Takes out one that is to stay. @returns the number by which the client knows it, or undefined if it was not to leave */
  takeBack({ serial }: Entity): number | undefined {
    for (let index = 0; index < this.#count; index++) {
      if (this.#numbers[index * NUMBERS] !== serial) continue;
      const id = this.idAt(index);
      this.#count -= 1;
      this.#numbers.copyWithin(index * NUMBERS, this.#count * NUMBERS, (this.#count + 1) * NUMBERS);
      return id;
    }
    return undefined;
  }

  /** Takes out all those of a table. */
  drop(mapId: number): void {
    let kept = 0;
    for (let index = 0; index < this.#count; index++) {
      if (this.mapIdAt(index) === mapId) continue;
      this.#numbers.copyWithin(kept * NUMBERS, index * NUMBERS, (index + 1) * NUMBERS);
      kept += 1;
    }
    this.#count = kept;
  }

  clear(): void {
    this.#count = 0;
  }
}
