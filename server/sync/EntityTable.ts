import { $changes, $values, type MapSchema, type Schema } from '@colyseus/schema';
import { GONE, type EntityColumns } from './EntityColumns.ts';
import type { IdPool } from './IdPool.ts';
import { fieldsOf, valueField, wireNumber, writeValue, type FieldMetadata, type ValueField } from './SchemaFields.ts';
import { WireWriter } from './WireWriter.ts';

/** The bytes of the schema wire format that are needed here. */
export const WIRE = { add: 0x80, replace: 0x00, delete: 0x40, switchTo: 0xff } as const;

const ENTITY = Symbol('entity');
const NO_BYTES = new Uint8Array();
const keyWriter = new WireWriter();

/** An instance of a map of the state, with what the serializer has to remember of it. */
export interface Entity {
  readonly table: EntityTable;
  /** Unlike those of all others that are kept, of any table; small, and given anew. */
  readonly slot: number;
  /** Counts all that ever were, so that two that were kept in the same record are told apart. */
  serial: number;
  isGone: boolean;
  /** The views that still hold it: its record serves no other before they have let go. */
  holders: number;
  /** By which all clients know it; 0 in a table of which each client sees a part, under numbers of its own. */
  id: number;
  key: string;
  /** The key as it travels. */
  keyBytes: Uint8Array;
  values: readonly unknown[];
  instance: TrackedSchema | undefined;
  /** Not yet in a patch. */
  isNew: boolean;
  /** Where it stands among those of its table. */
  place: number;
  /** Where in `#sent` of its table the numbers stand that last went out, a place for each field. */
  readonly sentStart: number;
  /** The texts that last went out, by field. */
  readonly texts: unknown[];
  /** Where in `fulls` all of it lies, if that was asked for in this patch. */
  fullPatch: number;
  fullStart: number;
  fullEnd: number;
}

type TrackedSchema = Schema & { [ENTITY]?: Entity };

/** What the tables of one serializer share. */
export interface Workbench {
  readonly columns: EntityColumns;
  /** Never given back. */
  readonly serials: IdPool;
  /** For those tables that everybody sees; below `firstLocalId`, from where the numbers are each client's own. */
  readonly publicIds: IdPool;
  readonly firstLocalId: number;
  /** Goes to everybody. */
  readonly shared: WireWriter;
  /** Of each entity what only those are sent who see it: what changed, and all of it. */
  readonly changes: WireWriter;
  readonly fulls: WireWriter;
  /** By schema class: see `ValueField.isQuiet`. */
  readonly quietFields: ReadonlyMap<unknown, readonly string[]>;
}

/**
 * The entities of one map of the state. A map with `.view()` is known to a client only in those entries that its view holds;
 * of any other all clients know each entry, and those whose view holds it its fields with `.view()` as well.
 * What has changed is found by comparing with what last went out, so an instance that nobody wrote costs no byte.
 */
export class EntityTable {
  readonly mapId: number;
  /** Whether a client knows only those entries that its view holds. */
  readonly isViewed: boolean;
  /** What only those are sent who see an entity. */
  readonly seenFields: readonly ValueField[];
  readonly #fields: readonly ValueField[];
  readonly #publicFields: readonly ValueField[];
  readonly #loudFields: readonly ValueField[];
  readonly #bench: Workbench;
  readonly #live: Entity[] = [];
  readonly #spare: Entity[] = [];
  readonly #byKey = new Map<string, Entity>();
  #sent = new Float64Array(64);
  #sentCount = 0;
  /** Of those that everybody knew and that are gone since the last patch. */
  readonly #goneIds: number[] = [];

  constructor(mapId: number, { type, tag }: FieldMetadata, bench: Workbench) {
    this.mapId = mapId;
    this.isViewed = tag !== undefined;
    this.#bench = bench;
    const { map } = type as { readonly map: typeof Schema };
    const quiet = bench.quietFields.get(map) ?? [];
    this.#fields = fieldsOf(map).map((field, index) =>
      valueField(field, index, { isHidden: this.isViewed, isQuiet: quiet.includes(field.name) }),
    );
    this.seenFields = this.#fields.filter(({ isSeen }) => isSeen);
    this.#publicFields = this.#fields.filter(({ isSeen }) => !isSeen);
    this.#loudFields = this.#fields.filter(({ isQuiet }) => !isQuiet);
  }

  /** The entity that stands for an instance; undefined for one that no table has found yet. */
  static entityOf(instance: Schema): Entity | undefined {
    return (instance as TrackedSchema)[ENTITY];
  }

  get entities(): readonly Entity[] {
    return this.#live;
  }

  /** Takes note of what has come into the map and what is gone from it since the last time. */
  collect(map: MapSchema<Schema>): void {
    const changes = map[$changes];
    if (!changes.has()) return;
    changes.forEach((index) => {
      const key = map.$indexes.get(index);
      if (key !== undefined) this.#noteEntry(map, key);
    });
    // A map that was cleared says so in one word for all.
    if (map.size !== this.#live.length) for (const key of this.#byKey.keys()) this.#noteEntry(map, key);
  }

  /** Writes what everybody is told of this table in this patch, and to `changes` what those are who see an entity. */
  writePatch(): void {
    this.#writeMembers();
    if (this.isViewed && this.#loudFields.length === 0) return;
    for (let index = 0; index < this.#live.length; index++) {
      const entity = this.#live[index]!;
      this.#writeChanges(entity);
      entity.isNew = false;
    }
  }

  /** Writes all that everybody knows of this table to `writer`. */
  writePublicState(writer: WireWriter): void {
    if (this.isViewed) return;
    writeSwitch(writer, this.mapId);
    for (const entity of this.#live) writeEntry(writer, entity, entity.id);
    for (const entity of this.#live) {
      writeSwitch(writer, entity.id);
      writeAll(writer, entity, this.#publicFields);
    }
  }

  /** Makes sure that all that is seen of an entity lies in `fulls`, for those who begin to see it with this patch. */
  prepareFull(entity: Entity, patch: number): void {
    if (entity.fullPatch === patch) return;
    const { fulls } = this.#bench;
    entity.fullPatch = patch;
    entity.fullStart = fulls.at;
    writeAll(fulls, entity, this.seenFields);
    entity.fullEnd = fulls.at;
  }

  #noteEntry(map: MapSchema<Schema>, key: string): void {
    const known = this.#byKey.get(key);
    const instance = map.get(key);
    if (known?.instance === instance) return;
    if (known !== undefined) this.#retire(known);
    if (instance !== undefined) this.#adopt(instance, key);
  }

  /** A view has let go of an entity. */
  release(entity: Entity): void {
    entity.holders -= 1;
    if (entity.isGone && entity.holders === 0) this.#spare.push(entity);
  }

  #adopt(instance: TrackedSchema, key: string): void {
    const entity = this.#spare.pop() ?? this.#make();
    entity.key = key;
    entity.keyBytes = encodeKey(key);
    entity.serial = this.#bench.serials.take();
    entity.isGone = false;
    entity.instance = instance;
    // Public, and the SDK reads it too: the values of an instance by the index of their field.
    entity.values = (instance as unknown as { readonly [$values]: readonly unknown[] })[$values];
    entity.id = this.isViewed ? 0 : this.#bench.publicIds.take();
    if (entity.id >= this.#bench.firstLocalId) throw new Error('more public entities than the serializer was made for');
    entity.isNew = true;
    this.#bench.columns.setChange(entity.slot, 0, 0);
    instance[ENTITY] = entity;
    // Found by comparing instead.
    instance.pauseTracking();
    entity.place = this.#live.push(entity) - 1;
    this.#byKey.set(key, entity);
  }

  #make(): Entity {
    const { columns } = this.#bench;
    const slot = columns.takeSlot();
    const entity: Entity = {
      table: this,
      slot,
      serial: 0,
      isGone: false,
      holders: 0,
      id: 0,
      key: '',
      keyBytes: NO_BYTES,
      values: [],
      instance: undefined,
      isNew: true,
      place: 0,
      sentStart: this.#takeSent(),
      texts: [],
      fullPatch: -1,
      fullStart: 0,
      fullEnd: 0,
    };
    columns.entities[slot] = entity;
    return entity;
  }

  #retire(entity: Entity): void {
    const last = this.#live.pop()!;
    if (last !== entity) {
      this.#live[entity.place] = last;
      last.place = entity.place;
    }
    this.#byKey.delete(entity.key);
    if (entity.instance?.[ENTITY] === entity) entity.instance[ENTITY] = undefined;
    entity.instance = undefined;
    if (!this.isViewed) this.#goneIds.push(entity.id);
    entity.fullPatch = -1;
    entity.isGone = true;
    this.#bench.columns.setChange(entity.slot, 0, GONE);
    if (entity.holders === 0) this.#spare.push(entity);
  }

  #writeMembers(): void {
    if (this.isViewed) return;
    const { shared, publicIds } = this.#bench;
    let isOpen = false;
    const open = (): void => {
      if (!isOpen) writeSwitch(shared, this.mapId);
      isOpen = true;
    };
    for (const id of this.#goneIds) {
      open();
      shared.uint8(WIRE.delete);
      shared.number(id);
    }
    for (const entity of this.#live) {
      if (!entity.isNew) continue;
      open();
      writeEntry(shared, entity, entity.id);
    }
    // Only now: a number must not name two in one patch.
    for (const id of this.#goneIds) publicIds.giveBack(id);
    this.#goneIds.length = 0;
  }

  #writeChanges(entity: Entity): void {
    const { shared, changes, columns } = this.#bench;
    const start = changes.at;
    let isOpen = entity.isNew && this.#publicFields.length > 0;
    if (isOpen) {
      writeSwitch(shared, entity.id);
      writeAll(shared, entity, this.#publicFields);
    }
    for (let index = 0; index < this.#loudFields.length; index++) {
      const field = this.#loudFields[index]!;
      if (!this.#takeChange(entity, field)) continue;
      if (field.isSeen) writeField(changes, entity, field, WIRE.replace);
      if (field.isSeen || entity.isNew) continue;
      if (!isOpen) writeSwitch(shared, entity.id);
      isOpen = true;
      writeField(shared, entity, field, WIRE.replace);
    }
    columns.setChange(entity.slot, start, changes.at);
  }

  /** Whether a field is another than last went out; from now on this is what did. */
  #takeChange({ values, texts, sentStart }: Entity, field: ValueField): boolean {
    const { index } = field;
    const value = values[index];
    if (field.width === 'string') {
      if (texts[index] === value) return false;
      texts[index] = value;
      return true;
    }
    // Instances hold quantised values as they will be read, so what is the same here is the same on the wire.
    const number = Number(value) || 0;
    if (this.#sent[sentStart + index] === number) return false;
    this.#sent[sentStart + index] = number;
    return true;
  }

  #takeSent(): number {
    const start = this.#sentCount;
    this.#sentCount += this.#fields.length;
    while (this.#sent.length < this.#sentCount) {
      const longer = new Float64Array(this.#sent.length * 2);
      longer.set(this.#sent);
      this.#sent = longer;
    }
    return start;
  }
}

/** Puts an entity into a map of a client, under `id`, which stands for its place there and for itself. */
export function writeEntry(writer: WireWriter, { keyBytes }: Entity, id: number): void {
  writer.uint8(WIRE.add);
  writer.number(id);
  writer.copy(keyBytes, 0, keyBytes.length);
  writer.number(id);
}

function encodeKey(key: string): Uint8Array {
  keyWriter.at = 0;
  keyWriter.string(key);
  return Uint8Array.prototype.slice.call(keyWriter.bytes, 0, keyWriter.at);
}

/** What follows is about the map or entity of this id. */
export function writeSwitch(writer: WireWriter, id: number): void {
  writer.uint8(WIRE.switchTo);
  writer.number(id);
}

function writeAll(writer: WireWriter, entity: Entity, fields: readonly ValueField[]): void {
  for (const field of fields) writeField(writer, entity, field, WIRE.add);
}

function writeField(writer: WireWriter, entity: Entity, field: ValueField, operation: number): void {
  const value = entity.values[field.index];
  writer.uint8(field.index | operation);
  writeValue(writer, field, field.width === 'string' ? 0 : wireNumber(field, value), value);
}
