import { ClientState, Protocol, ProtocolModifier, type Client, type Room, type Serializer } from '@colyseus/core';
import { $values, Encoder, Reflection, type MapSchema, type Schema } from '@colyseus/schema';
import type { Entity } from './Entity.ts';
import { EntityColumns } from './EntityColumns.ts';
import { EntityTable } from './EntityTable.ts';
import { EntityView, type ViewHost } from './EntityView.ts';
import { FrameSender } from './FrameSender.ts';
import { NumberSource } from './NumberSource.ts';
import { fieldsOf, valueField, wireNumber, writeValue, type FieldMetadata, type ValueField } from './SchemaFields.ts';
import { FIRST_SPARE_NUMBER, MOST_NUMBER, ViewMemory } from './ViewMemory.ts';
import { WireWriter } from './WireWriter.ts';
import { WIRE } from './writeEntity.ts';

export interface EntitySerializerOptions {
  /**
   * As many entities in all maps without `.view()` have short numbers, those that went since the last patch among them; the
   * numbers that are a client's own come behind theirs. More are no fault, but take a byte or two longer to name.
   */
  readonly publicEntities: number;
  /**
   * By schema class the fields of which a client is told when an instance comes into its view, and not when they change:
   * what it can reckon on from there by itself.
   */
  readonly quietFields?: ReadonlyMap<unknown, readonly string[]>;
  /** The sequence of the last input of a client that the state contains. */
  acknowledged(client: Client): number;
  /**
   * Fills the view of a client with what it may know now. Told right before anything is written for the client: so what
   * belongs to one is looked at together, and one who comes back is shown nothing that was only true when they went.
   * @param isWhole whether all that the client knows is about to be written, not a patch
   */
  look?(client: Client, isWhole: boolean): void;
  /** Writes messages that leave with the patch of a client and behind it, each between `beginFrame` and `endFrame`. */
  writeMessages?(client: Client, sender: FrameSender): void;
}

/** The server's time, in ms since the room began; Colyseus gives it in rooms with inputs. */
type Timing = { readonly sNow: number } | undefined;

interface MapField {
  readonly index: number;
  readonly name: string;
  readonly table: EntityTable;
}

interface RootValue {
  readonly field: ValueField;
  last: unknown;
}

/** One for all rooms of the process: a patch is written and sent before the next one begins. */
const sender = new FrameSender();

/**
 * Sends a state of plain values and maps of plain entities at the cost of what is seen: an entity that changed is encoded
 * once in a patch, whoever sees it, and the patch of each client is put together from these bytes in a buffer that
 * serves all. Colyseus' own serializer looks at every change for every client and encodes it anew for each.
 * Any Colyseus client decodes it. What one may know is told by its view, which is filled like a `StateView`.
 */
export class EntitySerializer<State extends Schema> implements Serializer<State>, ViewHost {
  readonly id = 'schema';
  readonly hasUnreliableFields = false;
  /** What its room has it do; any other serializer in its place would leave that to the room. */
  readonly options: EntitySerializerOptions;
  patch = 0;
  readonly changes = new WireWriter();
  readonly fulls = new WireWriter();
  readonly columns = new EntityColumns();
  readonly memory = new ViewMemory();
  tables: readonly EntityTable[] = [];
  readonly #shared = new WireWriter();
  #state!: State;
  #encoder!: Encoder;
  #handshake: Uint8Array | undefined;
  #values: readonly RootValue[] = [];
  #maps: readonly MapField[] = [];
  #firstLocalId = 0;

  constructor(options: EntitySerializerOptions) {
    this.options = options;
  }

  /** What a client may know; nothing to begin with. */
  createView(): EntityView {
    return new EntityView(this, this.#firstLocalId);
  }

  /** @throws an Error for a state that has anything but plain values and maps of plain entities */
  reset(state: State): void {
    this.#state = state;
    this.#encoder = new Encoder(state);
    const fields = fieldsOf(state.constructor as typeof Schema);
    const isMap = (type: unknown): boolean => typeof type === 'object' && type !== null && 'map' in type;
    const maps = fields.filter(({ type }) => isMap(type));
    this.#firstLocalId = 1 + maps.length + this.options.publicEntities;
    const spareIds = new NumberSource(FIRST_SPARE_NUMBER, MOST_NUMBER, 'public entities');
    const bench = {
      columns: this.columns,
      serials: new NumberSource(1),
      publicIds: new NumberSource(1 + maps.length, this.#firstLocalId - 1, 'public entities', spareIds),
      quietFields: this.options.quietFields ?? new Map(),
      shared: this.#shared,
      changes: this.changes,
      fulls: this.fulls,
    };
    this.#maps = maps.map((field, order) => ({
      index: fields.indexOf(field),
      name: field.name,
      table: new EntityTable(1 + order, field, bench),
    }));
    this.tables = this.#maps.map(({ table }) => table);
    const values = fields.filter(({ type }) => !isMap(type));
    this.#values = values.map((field) => ({ field: sharedField(field, fields.indexOf(field)), last: undefined }));
  }

  handshake(): Uint8Array {
    return (this.#handshake ??= Reflection.encode(this.#encoder));
  }

  find(instance: Schema): Entity {
    let entity = EntityTable.entityOf(instance);
    if (entity === undefined) {
      this.#collect();
      entity = EntityTable.entityOf(instance);
    }
    if (entity === undefined) throw new Error('only what is in a map of the state can be added to a view');
    return entity;
  }

  /** All that a client may know, as it is now. */
  getFullState(client?: Client, timing?: Timing): Uint8Array {
    this.#collect();
    this.#beginPatch();
    const writer = new WireWriter();
    this.#writeHeader(writer, Protocol.ROOM_STATE, client, timing);
    for (const { field } of this.#values) this.#writeValue(writer, field, WIRE.add);
    for (const { index, table } of this.#maps) {
      writer.uint8(WIRE.add | index);
      writer.number(table.mapId);
    }
    for (const table of this.tables) table.writePublicState(writer);
    if (client !== undefined) this.options.look?.(client, true);
    viewOf(client)?.writeState(writer);
    return writer.bytes.subarray(0, writer.at);
  }

  applyPatches(clients: Client[], _state: State, timing?: Timing): boolean {
    this.#collect();
    this.#beginPatch();
    this.#shared.at = 0;
    this.#writeSharedChanges();
    for (const table of this.tables) table.writePatch();
    try {
      for (let index = 0; index < clients.length; index++) {
        const client = clients[index]!;
        if (client.state === ClientState.JOINED) this.#writePatch(client, timing);
      }
    } finally {
      // Also what was written before something failed: with the patch of another room it would follow the goodbye.
      sender.flush();
    }
    return true;
  }

  #writePatch(client: Client, timing: Timing): void {
    this.options.look?.(client, false);
    sender.beginClient();
    sender.beginFrame();
    this.#writeHeader(sender, Protocol.ROOM_STATE_PATCH, client, timing);
    sender.copy(this.#shared.bytes, 0, this.#shared.at);
    viewOf(client)?.writePatch(sender);
    sender.endFrame();
    this.options.writeMessages?.(client, sender);
    sender.endClient(client);
  }

  /** What lies in these buffers is of the patch before. */
  #beginPatch(): void {
    this.patch += 1;
    this.changes.at = 0;
    this.columns.longestChange = 0;
    this.fulls.at = 0;
  }

  #collect(): void {
    for (const { name, table } of this.#maps) {
      table.collect((this.#state as unknown as Record<string, MapSchema<Schema>>)[name]!);
    }
    // Nobody else reads what the state itself takes note of, and it would grow.
    this.#encoder.discardChanges();
  }

  #writeHeader(writer: WireWriter, code: number, client: Client | undefined, timing: Timing): void {
    if (timing === undefined || client === undefined) return writer.uint8(code);
    writer.uint8(code | ProtocolModifier.TIMED);
    writer.uint32(timing.sNow);
    writer.uint32(this.options.acknowledged(client));
  }

  #writeSharedChanges(): void {
    for (const value of this.#values) {
      const { field } = value;
      const now = this.#valueOf(field);
      if (value.last === now) continue;
      value.last = now;
      this.#writeValue(this.#shared, field, WIRE.replace);
    }
  }

  #writeValue(writer: WireWriter, field: ValueField, operation: number): void {
    const value = this.#valueOf(field);
    writer.uint8(field.index | operation);
    writeValue(writer, field, field.width === 'string' ? 0 : wireNumber(field, value), value);
  }

  #valueOf({ index }: ValueField): unknown {
    return (this.#state as unknown as { readonly [$values]: readonly unknown[] })[$values][index];
  }
}

/**
 * Makes a room send its state by an `EntitySerializer`; to be called before its state is set. This is the one line to take
 * out should Colyseus come to do the same: its own serializer takes `StateView`s in place of these views.
 */
export function useEntitySerializer<State extends Schema>(
  room: Pick<Room, 'setSerializer'>,
  options: EntitySerializerOptions,
): EntitySerializer<State> {
  const serializer = new EntitySerializer<State>(options);
  room.setSerializer(serializer);
  // Colyseus sets its own whenever it is given a state.
  room.setSerializer = () => undefined;
  return serializer;
}

/** A value of the state itself. @throws an Error for one that is not for everybody */
function sharedField(field: FieldMetadata, index: number): ValueField {
  if (field.tag !== undefined) throw new Error(`EntitySerializer cannot hide the field ${field.name} of the state`);
  return valueField(field, index, { isHidden: false, isQuiet: false });
}

/** A client's view as the serializer made it; Colyseus knows it by the type of its own. */
function viewOf(client: Client | undefined): EntityView | undefined {
  return client?.view as unknown as EntityView | undefined;
}
