import { ClientState, Protocol, type Client, type Serializer } from '@colyseus/core';
import { Decoder } from '@colyseus/schema';
import { unpack } from 'msgpackr';
import { ArenaSync } from '../../server/sync/ArenaSync.ts';
import { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { ToClient } from '../../shared/net/messages.ts';
import { FrameSocket } from './FrameSocket.ts';

const CODE_BITS = 0x1f;
/** Code, the server's time and the acknowledged input. */
const TIMED_HEADER_BYTES = 9;
const EVENTS_HEADER = Buffer.from([Protocol.ROOM_DATA, 0xa0 | 'events'.length, ...Buffer.from('events')]);

/** One message as it came off the wire. */
export type WireMessage =
  | { readonly kind: 'patch' | 'state'; readonly bytes: Uint8Array; readonly acknowledged: number }
  | { readonly kind: 'events'; readonly events: ToClient['events'] };

/** A client of a `SyncedRoom`, with the real bytes that it is sent. */
export class SyncedClient {
  /** Whose avatar it sees by: its own, or that of whom it watches. */
  player: string;
  readonly id: string;
  readonly socket = new FrameSocket();
  readonly client: Client;
  acknowledged = 0;

  constructor(player: string, room: SyncedRoom, id = player) {
    this.player = player;
    this.id = id;
    const view = id === player ? room.sync.viewOf(player) : room.sync.viewThrough(player, id);
    this.client = {
      sessionId: id,
      ref: this.socket,
      state: ClientState.JOINED,
      view,
    } as unknown as Client;
  }

  /** Takes out what was sent since the last time, oldest first. */
  take(): WireMessage[] {
    return this.socket.takeFrames().map(readMessage);
  }
}

/** What `ArenaSync` needs of a room, with neither sockets nor timers. */
export class SyncedRoom {
  readonly state = new ArenaState();
  readonly sync: ArenaSync;
  readonly clients: SyncedClient[] = [];
  #serializer!: Serializer<ArenaState>;
  #patches = 0;

  constructor() {
    this.sync = new ArenaSync(this, ({ sessionId }) => this.#clientOf(sessionId)?.acknowledged ?? 0);
    this.#serializer.reset(this.state);
  }

  setSerializer(serializer: Serializer<ArenaState>): void {
    this.#serializer = serializer;
  }

  broadcastPatch(): boolean {
    this.#patches += 1;
    const clients = this.clients.map(({ client }) => client);
    return this.#serializer.applyPatches(clients, this.state, { sNow: this.#patches });
  }

  join(player: string): SyncedClient {
    const client = new SyncedClient(player, this);
    this.clients.push(client);
    return client;
  }

  /** Lets a spectator in. */
  watch(player: string, id: string): SyncedClient {
    const client = new SyncedClient(player, this, id);
    this.clients.push(client);
    return client;
  }

  /** Lets a spectator watch another player from now on. */
  turn(client: SyncedClient, player: string): void {
    client.player = player;
    this.sync.turn(client.id, player);
  }

  /** All that a client may know now, as it is sent to one that joins or comes back. */
  fullState(client: SyncedClient): WireMessage {
    return readMessage(this.#serializer.getFullState(client.client, { sNow: 0 }));
  }

  #clientOf(sessionId: string): SyncedClient | undefined {
    return this.clients.find(({ id }) => id === sessionId);
  }
}

/** What a client has decoded so far. */
export class DecodedState {
  readonly #decoder = new Decoder(new ArenaState());

  get state(): ArenaState {
    return this.#decoder.state;
  }

  decode(bytes: Uint8Array): void {
    this.#decoder.decode(bytes);
  }

  /** Takes in a full state over what is known already. */
  resync(bytes: Uint8Array): void {
    this.#decoder.decodeResync(bytes);
  }
}

function readMessage(frame: Uint8Array): WireMessage {
  const code = frame[0]! & CODE_BITS;
  if (code === Protocol.ROOM_DATA) {
    const head = frame.subarray(0, EVENTS_HEADER.length);
    if (!EVENTS_HEADER.equals(head)) throw new Error('a message that is none of events');
    return { kind: 'events', events: unpack(frame.subarray(EVENTS_HEADER.length)) as ToClient['events'] };
  }
  const acknowledged = Buffer.from(frame.buffer, frame.byteOffset).readUInt32LE(5);
  const kind = code === Protocol.ROOM_STATE ? 'state' : 'patch';
  return { kind, bytes: frame.subarray(TIMED_HEADER_BYTES), acknowledged };
}
