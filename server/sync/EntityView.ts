import type { Schema } from '@colyseus/schema';
import type { Entity } from './Entity.ts';
import { GONE, type EntityColumns } from './EntityColumns.ts';
import { EntityTable } from './EntityTable.ts';
import { IdPool } from './IdPool.ts';
import { Leavers } from './Leavers.ts';
import { NumberSource } from './NumberSource.ts';
import { FIRST_SPARE_NUMBER, type ViewMemory } from './ViewMemory.ts';
import type { WireWriter } from './WireWriter.ts';
import { WIRE, writeEntry, writeSwitch } from './writeEntity.ts';

const ABSENT = -1;
/** Bytes that say which entity is meant. */
const LONGEST_SWITCH = 6;
const FIRST_CAPACITY = 64;

/** The number of an entity that the client does not know yet; one that it gets to know with this patch is negative. */
const UNKNOWN = 0;

/** What a view needs of the serializer it belongs to. */
export interface ViewHost {
  readonly tables: readonly EntityTable[];
  readonly columns: EntityColumns;
  readonly memory: ViewMemory;
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
 *
 * All of it lies close together, and is searched from end to end: with hundreds of clients, each further place in memory
 * costs more than a look at a hundred numbers side by side.
 */
export class EntityView {
  readonly #host: ViewHost;
  /** By table, as `EntityTable` does it. */
  readonly #localIds: readonly IdPool[];
  /** Where in `ViewMemory` the slots of what the view holds begin, in no order, and `#capacity` further on their ids. */
  #start: number;
  #capacity = FIRST_CAPACITY;
  #count = 0;
  /** Those that the client does not know yet, or is to be told anew. */
  readonly #entering: Entity[] = [];
  /** What the client is to forget. */
  readonly #leavers = new Leavers();
  /** Whether there may be any of both. */
  #isMoving = false;
  /** Whether the client was ever sent anything of it. */
  #isKnown = false;

  /** @param firstId of the numbers that are this client's own */
  constructor(host: ViewHost, firstId: number) {
    this.#host = host;
    const source = new NumberSource(firstId, FIRST_SPARE_NUMBER - 1, 'entities in a view');
    this.#localIds = host.tables.map(() => new IdPool(source));
    this.#start = host.memory.take(2 * FIRST_CAPACITY);
  }

  /** Lets the client know an instance of the state, from the next patch on. */
  add(instance: Schema): this {
    const entity = this.#host.find(instance);
    if (this.#find(entity) !== ABSENT) return this;
    // Gone and back between two patches: the client never knows.
    const id = this.#leavers.takeBack(entity) ?? UNKNOWN;
    this.#place(entity, id);
    if (id === UNKNOWN) this.#enter(entity);
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
    return entity !== undefined && this.#find(entity) !== ABSENT;
  }

  /** The client is gone for good. */
  dispose(): void {
    while (this.#count > 0) this.#takeOut(this.#entityAt(0));
    this.#host.memory.giveBack(this.#start, 2 * this.#capacity);
  }

  /** Writes what this client alone is told in this patch. */
  writePatch(writer: WireWriter): void {
    const { columns, memory } = this.#host;
    writer.reserve(this.#count * (LONGEST_SWITCH + columns.longestChange));
    const { changeBounds } = columns;
    const { numbers } = memory;
    const toId = this.#capacity;
    for (let at = this.#start + this.#count - 1; at >= this.#start; at--) {
      const slot = numbers[at]!;
      const start = changeBounds[2 * slot]!;
      const end = changeBounds[2 * slot + 1]!;
      if (end > start) this.#writeChange(writer, numbers[at + toId]!, start, end);
      else if (end === GONE) this.#takeOut(columns.entities[slot]!);
    }
    if (this.#isMoving) this.#writeMoves(writer);
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
      else if (this.#idAt(position) !== UNKNOWN) {
        this.#setId(position, -this.#idAt(position));
        this.#enter(entity);
      }
    }
    this.#leaveUnseen();
    this.writePatch(writer);
  }

  /** Of the entities that all clients know, takes away again what is seen of those that this view does not hold. */
  #leaveUnseen(): void {
    for (const table of this.#host.tables) {
      if (table.isViewed) continue;
      // Among them may be one that is gone: in a state there is no word of it, so there must be none of its fields.
      this.#leavers.drop(table.mapId);
      if (!this.#isKnown || table.seenFields.length === 0) continue;
      for (const entity of table.entities) if (this.#find(entity) === ABSENT) this.#leave(entity, entity.id);
    }
  }

  #writeMoves(writer: WireWriter): void {
    for (const entity of this.#entering) entity.table.prepareFull(entity, this.#host.patch);
    for (const table of this.#host.tables) {
      if (table.isViewed) this.#writeEntries(writer, table);
      else this.#writeFields(writer, table);
    }
    // Only now: a number must not name two in one patch.
    for (let index = 0; index < this.#leavers.count; index++) {
      const order = this.#leavers.mapIdAt(index) - 1;
      if (this.#host.tables[order]!.isViewed) this.#localIds[order]!.giveBack(this.#leavers.idAt(index));
    }
    this.#leavers.clear();
    while (this.#entering.length > 0) this.#writeFull(writer, this.#entering.pop()!);
    this.#isMoving = false;
  }

  /** What goes from the client's map and what comes into it. */
  #writeEntries(writer: WireWriter, table: EntityTable): void {
    const ids = this.#localIds[table.mapId - 1]!;
    let isOpen = false;
    for (let index = 0; index < this.#leavers.count; index++) {
      if (this.#leavers.mapIdAt(index) !== table.mapId) continue;
      if (!isOpen) writeSwitch(writer, table.mapId);
      isOpen = true;
      writer.uint8(WIRE.delete);
      writer.number(this.#leavers.idAt(index));
    }
    for (let index = 0; index < this.#entering.length; index++) {
      const entity = this.#entering[index]!;
      if (entity.table !== table) continue;
      if (!isOpen) writeSwitch(writer, table.mapId);
      isOpen = true;
      const position = this.#find(entity);
      const id = -this.#idAt(position) || ids.take();
      this.#setId(position, -id);
      writeEntry(writer, entity, id);
    }
  }

  /** What is not seen any more of those that the client goes on knowing. */
  #writeFields(writer: WireWriter, table: EntityTable): void {
    for (let index = 0; index < this.#leavers.count; index++) {
      if (this.#leavers.mapIdAt(index) !== table.mapId) continue;
      writeSwitch(writer, this.#leavers.idAt(index));
      for (const field of table.seenFields) writer.uint8(WIRE.delete | field.index);
    }
    for (const entity of this.#entering) {
      if (entity.table === table) this.#setId(this.#find(entity), -entity.id);
    }
  }

  #writeFull(writer: WireWriter, entity: Entity): void {
    const position = this.#find(entity);
    const id = -this.#idAt(position);
    this.#setId(position, id);
    writeSwitch(writer, id);
    writer.copy(this.#host.fulls.bytes, entity.fullStart, entity.fullEnd);
  }

  /** For one that the client knows; room is reserved. By hand, as nothing else is written as often. */
  #writeChange(writer: WireWriter, id: number, start: number, end: number): void {
    if (id <= UNKNOWN) return;
    const { bytes } = writer;
    const changes = this.#host.changes.bytes;
    let { at } = writer;
    bytes[at++] = WIRE.switchTo;
    if (id < 0x80) bytes[at++] = id;
    else {
      writer.at = at;
      writer.number(id);
      at = writer.at;
    }
    for (let from = start; from < end; from++) bytes[at++] = changes[from]!;
    writer.at = at;
  }

  #entityAt(position: number): Entity {
    const { columns, memory } = this.#host;
    return columns.entities[memory.numbers[this.#start + position]!]!;
  }

  #idAt(position: number): number {
    return this.#host.memory.numbers[this.#start + this.#capacity + position]!;
  }

  #setId(position: number, id: number): void {
    this.#host.memory.numbers[this.#start + this.#capacity + position] = id;
  }

  /** Where an entity stands in the list; the newest are the last, and the first to be asked for. */
  #find({ slot }: Entity): number {
    const { numbers } = this.#host.memory;
    let at = this.#start + this.#count - 1;
    while (at >= this.#start && numbers[at] !== slot) at -= 1;
    return at - this.#start;
  }

  #place(entity: Entity, id: number): void {
    if (this.#count === this.#capacity) this.#grow();
    this.#host.memory.numbers[this.#start + this.#count] = entity.slot;
    this.#count += 1;
    this.#setId(this.#count - 1, id);
    entity.holders += 1;
  }

  #grow(): void {
    const { memory } = this.#host;
    const start = memory.take(4 * this.#capacity);
    memory.numbers.copyWithin(start, this.#start, this.#start + this.#capacity);
    memory.numbers.copyWithin(
      start + 2 * this.#capacity,
      this.#start + this.#capacity,
      this.#start + 2 * this.#capacity,
    );
    memory.giveBack(this.#start, 2 * this.#capacity);
    this.#start = start;
    this.#capacity *= 2;
  }

  #takeOut(entity: Entity): void {
    const position = this.#find(entity);
    if (position === ABSENT) return;
    const id = this.#idAt(position);
    const { numbers } = this.#host.memory;
    this.#count -= 1;
    numbers[this.#start + position] = numbers[this.#start + this.#count]!;
    this.#setId(position, this.#idAt(this.#count));
    if (id === UNKNOWN) this.#entering.splice(this.#entering.indexOf(entity), 1);
    // Whoever is told that it is gone forgets all of it.
    else if (entity.table.isViewed || !entity.isGone) this.#leave(entity, id);
    entity.table.release(entity);
  }

  #enter(entity: Entity): void {
    this.#entering.push(entity);
    this.#isMoving = true;
  }

  #leave(entity: Entity, id: number): void {
    this.#leavers.add(entity, id);
    this.#isMoving = true;
  }
}
