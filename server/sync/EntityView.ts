import type { Schema } from '@colyseus/schema';
import { GONE, type EntityColumns } from './EntityColumns.ts';
import { EntityTable, WIRE, writeEntry, writeSwitch, type Entity } from './EntityTable.ts';
import { IdPool } from './IdPool.ts';
import type { WireWriter } from './WireWriter.ts';

const ABSENT = -1;
const FIRST_ENTITIES = 64;

/** The number of an entity that the client does not know yet; one that it gets to know with this patch is negative. */
const UNKNOWN = 0;

/** What a view needs of the serializer it belongs to. */
export interface ViewHost {
  readonly tables: readonly EntityTable[];
  readonly columns: EntityColumns;
  /** See `Workbench`. */
  readonly changes: WireWriter;
  readonly fulls: WireWriter;
  /** Counts the patches. */
  readonly patch: number;
  /** The entity of an instance of the state, also of one that came into it only now. @throws for any other */
  find(instance: Schema): Entity;
}

/**
 * What one client may know, with the numbers by which it knows it. Filled and emptied like Colyseus' `StateView`,
 * by `add` and `remove`; nothing is allocated for what comes and goes.
 */
export class EntityView {
  readonly #host: ViewHost;
  readonly #localIds: IdPool;
  /** What the view holds, by slot and in no order; beside each the number by which the client knows it. */
  #slots = new Int32Array(FIRST_ENTITIES);
  #ids = new Int32Array(FIRST_ENTITIES);
  #count = 0;
  /** By slot: where an entity lies in `#slots`. */
  #positions = new Int16Array(FIRST_ENTITIES).fill(ABSENT);
  readonly #entering: Entity[] = [];
  /** What the client is to forget: the first `#leavers` of each. */
  readonly #leavingSerials: number[] = [];
  readonly #leavingTables: EntityTable[] = [];
  readonly #leavingIds: number[] = [];
  #leavers = 0;
  /** Whether the client was ever sent anything of it. */
  #isKnown = false;

  /** @param firstId of the numbers that are this client's own */
  constructor(host: ViewHost, firstId: number) {
    this.#host = host;
    this.#localIds = new IdPool(firstId);
  }

  /** Lets the client know an instance of the state, from the next patch on. */
  add(instance: Schema): this {
    const entity = this.#host.find(instance);
    if (this.#positionOf(entity) !== ABSENT) return this;
    // Gone and back between two patches: the client never knows.
    const id = this.#leavers > 0 ? this.#stopLeaving(entity) : UNKNOWN;
    this.#place(entity, id);
    if (id === UNKNOWN) this.#entering.push(entity);
    return this;
  }

  /** Lets the client forget an instance, with the next patch. */
  remove(instance: Schema): this {
    const entity = EntityTable.entityOf(instance);
    if (entity !== undefined) this.#takeOut(entity);
    return this;
  }

  has(instance: Schema): boolean {
    const entity = EntityTable.entityOf(instance);
    return entity !== undefined && this.#positionOf(entity) !== ABSENT;
  }

  /** The client is gone for good. */
  dispose(): void {
    while (this.#count > 0) this.#takeOut(this.#entityAt(0));
  }

  /** Writes what this client alone is told in this patch. */
  writePatch(writer: WireWriter): void {
    const { changes, columns } = this.#host;
    const { changeStarts, changeEnds } = columns;
    for (let position = this.#count - 1; position >= 0; position--) {
      const slot = this.#slots[position]!;
      const end = changeEnds[slot]!;
      const start = changeStarts[slot]!;
      const id = this.#ids[position]!;
      if (end > start && id > UNKNOWN) {
        writeSwitch(writer, id);
        writer.copy(changes.bytes, start, end);
      } else if (end === GONE) this.#takeOut(this.#entityAt(position));
    }
    if (this.#leavers > 0 || this.#entering.length > 0) this.#writeMoves(writer);
    this.#isKnown = true;
  }

  /**
   * Writes all that this client alone may know, for one that has just joined or comes back. Who comes back may have missed
   * the last patches before it went: what it may still know keeps its number, what it must not is taken from it again.
   */
  writeState(writer: WireWriter): void {
    for (let position = this.#count - 1; position >= 0; position--) {
      const entity = this.#entityAt(position);
      if (entity.isGone) this.#takeOut(entity);
      else if (this.#ids[position] !== UNKNOWN) {
        this.#ids[position] = -this.#ids[position]!;
        this.#entering.push(entity);
      }
    }
    if (this.#isKnown) this.#leaveUnseen();
    this.writePatch(writer);
  }

  /** Of the entities that all clients know, takes away again what is seen of those that this view does not hold. */
  #leaveUnseen(): void {
    for (const table of this.#host.tables) {
      if (table.isViewed || table.seenFields.length === 0) continue;
      for (const entity of table.entities) if (this.#positionOf(entity) === ABSENT) this.#leave(entity, entity.id);
    }
  }

  #writeMoves(writer: WireWriter): void {
    for (const entity of this.#entering) entity.table.prepareFull(entity, this.#host.patch);
    for (const table of this.#host.tables) {
      if (table.isViewed) this.#writeEntries(writer, table);
      else this.#writeFields(writer, table);
    }
    // Only now: a number must not name two in one patch.
    for (let index = 0; index < this.#leavers; index++) {
      if (this.#leavingTables[index]!.isViewed) this.#localIds.giveBack(this.#leavingIds[index]!);
    }
    this.#leavers = 0;
    while (this.#entering.length > 0) this.#writeFull(writer, this.#entering.pop()!);
  }

  /** What goes from the client's map and what comes into it. */
  #writeEntries(writer: WireWriter, table: EntityTable): void {
    let isOpen = false;
    for (let index = 0; index < this.#leavers; index++) {
      if (this.#leavingTables[index] !== table) continue;
      if (!isOpen) writeSwitch(writer, table.mapId);
      isOpen = true;
      writer.uint8(WIRE.delete);
      writer.number(this.#leavingIds[index]!);
    }
    for (let index = 0; index < this.#entering.length; index++) {
      const entity = this.#entering[index]!;
      if (entity.table !== table) continue;
      if (!isOpen) writeSwitch(writer, table.mapId);
      isOpen = true;
      const position = this.#positionOf(entity);
      const id = -this.#ids[position]! || this.#localIds.take();
      this.#ids[position] = -id;
      writeEntry(writer, entity, id);
    }
  }

  /** What is not seen any more of those that the client goes on knowing. */
  #writeFields(writer: WireWriter, table: EntityTable): void {
    for (let index = 0; index < this.#leavers; index++) {
      if (this.#leavingTables[index] !== table) continue;
      writeSwitch(writer, this.#leavingIds[index]!);
      for (const field of table.seenFields) writer.uint8(WIRE.delete | field.index);
    }
    for (const entity of this.#entering) {
      if (entity.table === table) this.#ids[this.#positionOf(entity)] = -entity.id;
    }
  }

  #writeFull(writer: WireWriter, entity: Entity): void {
    const position = this.#positionOf(entity);
    const id = -this.#ids[position]!;
    this.#ids[position] = id;
    writeSwitch(writer, id);
    writer.copy(this.#host.fulls.bytes, entity.fullStart, entity.fullEnd);
  }

  #entityAt(position: number): Entity {
    return this.#host.columns.entities[this.#slots[position]!]!;
  }

  #positionOf({ slot }: Entity): number {
    return slot < this.#positions.length ? this.#positions[slot]! : ABSENT;
  }

  #place(entity: Entity, id: number): void {
    const { slot } = entity;
    if (this.#count === this.#slots.length) {
      this.#slots = longer(this.#slots, this.#count * 2);
      this.#ids = longer(this.#ids, this.#count * 2);
    }
    if (slot >= this.#positions.length) {
      const positions = new Int16Array(Math.max(slot + 1, this.#positions.length * 2)).fill(ABSENT);
      positions.set(this.#positions);
      this.#positions = positions;
    }
    this.#slots[this.#count] = slot;
    this.#ids[this.#count] = id;
    this.#positions[slot] = this.#count;
    this.#count += 1;
    entity.holders += 1;
  }

  #takeOut(entity: Entity): void {
    const position = this.#positionOf(entity);
    if (position === ABSENT) return;
    const id = this.#ids[position]!;
    this.#count -= 1;
    const lastSlot = this.#slots[this.#count]!;
    this.#slots[position] = lastSlot;
    this.#ids[position] = this.#ids[this.#count]!;
    this.#positions[lastSlot] = position;
    this.#positions[entity.slot] = ABSENT;
    if (id === UNKNOWN) this.#entering.splice(this.#entering.indexOf(entity), 1);
    // Whoever is told that it is gone forgets all of it.
    else if (entity.table.isViewed || !entity.isGone) this.#leave(entity, id);
    entity.table.release(entity);
  }

  #leave({ table, serial }: Entity, id: number): void {
    this.#leavingSerials[this.#leavers] = serial;
    this.#leavingTables[this.#leavers] = table;
    this.#leavingIds[this.#leavers] = id;
    this.#leavers += 1;
  }

  /** Gives the number by which the client still knows an entity that was to leave, or UNKNOWN. */
  #stopLeaving(entity: Entity): number {
    for (let index = 0; index < this.#leavers; index++) {
      if (this.#leavingSerials[index] !== entity.serial) continue;
      const id = this.#leavingIds[index]!;
      this.#leavers -= 1;
      this.#leavingSerials[index] = this.#leavingSerials[this.#leavers]!;
      this.#leavingTables[index] = this.#leavingTables[this.#leavers]!;
      this.#leavingIds[index] = this.#leavingIds[this.#leavers]!;
      return id;
    }
    return UNKNOWN;
  }
}

function longer(list: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(length);
  grown.set(list);
  return grown;
}
