import { $changes, $values, type MapSchema, type Schema } from '@colyseus/schema';
import type { Entity, EntityHome } from './Entity.ts';
import { GONE, type EntityColumns } from './EntityColumns.ts';
import { IdPool } from './IdPool.ts';
import type { NumberSource } from './NumberSource.ts';
import { fieldsOf, requireMannersOf, valueField, type FieldMetadata, type ValueField } from './SchemaFields.ts';
import type { WireWriter } from './WireWriter.ts';
import { WIRE, encodeKey, writeAll, writeEntry, writeField, writeSwitch } from './writeEntity.ts';

const ENTITY = Symbol('entity');
const NO_BYTES = new Uint8Array();

type TrackedSchema = Schema & { [ENTITY]?: Entity };

/** What the tables of one serializer share. */
export interface Workbench {
  readonly columns: EntityColumns;
  readonly serials: NumberSource;
  /** For those tables that everybody sees. */
  readonly publicIds: NumberSource;
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
export class EntityTable implements EntityHome {
  readonly mapId: number;
  readonly isViewed: boolean;
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
  /** Of this table alone: who missed patches must not take a number for another kind of thing. */
  readonly #publicIds: IdPool;

  constructor(mapId: number, field: FieldMetadata, bench: Workbench) {
    requireMannersOf(field);
    const { type, tag } = field;
    this.mapId = mapId;
    this.isViewed = tag !== undefined;
    this.#bench = bench;
    this.#publicIds = new IdPool(bench.publicIds);
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

  release(entity: Entity): void {
    entity.holders -= 1;
    if (entity.isGone && entity.holders === 0) this.#spare.push(entity);
  }

  #adopt(instance: TrackedSchema, key: string): void {
    const entity = this.#spare.pop() ?? this.#make();
    entity.key = key;
    entity.keyBytes = encodeKey(key);
    entity.serial = this.#bench.serials.make();
    entity.isGone = false;
    entity.instance = instance;
    // Public, and the SDK reads it too: the values of an instance by the index of their field.
    entity.values = (instance as unknown as { readonly [$values]: readonly unknown[] })[$values];
    entity.id = this.isViewed ? 0 : this.#publicIds.take();
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
    const instance = entity.instance as TrackedSchema;
    if (instance[ENTITY] === entity) instance[ENTITY] = undefined;
    entity.instance = undefined;
    if (!this.isViewed) this.#goneIds.push(entity.id);
    entity.fullPatch = -1;
    entity.isGone = true;
    this.#bench.columns.setChange(entity.slot, 0, GONE);
    if (entity.holders === 0) this.#spare.push(entity);
  }

  #writeMembers(): void {
    if (this.isViewed) return;
    const { shared } = this.#bench;
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
    for (const id of this.#goneIds) this.#publicIds.giveBack(id);
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
