import {
  ClientState,
  Protocol,
  SchemaSerializer as StockSerializer,
  type Client,
  type Serializer,
} from '@colyseus/core';
import { StateView, type Schema } from '@colyseus/schema';
import { SchemaSerializer as Reader } from '@colyseus/sdk';
import { EntitySerializer } from '../../server/sync/EntitySerializer.ts';
import { ArenaState } from '../../shared/net/arenaSchema.ts';
import { FrameSocket } from './FrameSocket.ts';

const CODE_BYTES = 1;

interface View {
  add(instance: Schema): unknown;
  remove(instance: Schema): unknown;
}

/** Somebody who is sent a state, and decodes it as the SDK does, by what the handshake tells alone. */
export class Watcher {
  readonly view: View;
  readonly #serializer: Serializer<ArenaState>;
  readonly #client: Client;
  readonly #frames: () => Uint8Array[];
  #reader!: Reader<ArenaState>;

  constructor(serializer: Serializer<ArenaState>, view: View, wire: { client: object; frames: () => Uint8Array[] }) {
    this.view = view;
    this.#serializer = serializer;
    this.#frames = wire.frames;
    this.#client = { state: ClientState.JOINED, view, ...wire.client } as unknown as Client;
    this.join();
  }

  get client(): Client {
    return this.#client;
  }

  /** What it knows, as plain values. Of a map with nothing in it, Colyseus' own serializer may say nothing at all. */
  get known(): Record<string, unknown> {
    return { players: {}, pickups: {}, projectiles: {}, own: {}, ...(this.#reader.getState().toJSON() as object) };
  }

  get state(): ArenaState {
    return this.#reader.getState();
  }

  read(): void {
    for (const frame of this.#frames()) {
      if (frame[0] !== Protocol.ROOM_STATE_PATCH) throw new Error(`no patch begins with ${frame[0]}`);
      this.#reader.patch(frame, { offset: CODE_BYTES });
    }
  }

  /** Begins with nothing and is told all there is. */
  join(): void {
    this.#reader = new Reader<ArenaState>();
    this.#reader.handshake(this.#serializer.handshake!());
    this.comeBack();
  }

  /** Is told all there is, over what it knows; what was on the way to it is lost. */
  comeBack(): void {
    this.#frames();
    // What is given may lie in a buffer that is written to again.
    const full = Uint8Array.from(this.#serializer.getFullState(this.#client));
    this.#reader.setState(full, { offset: CODE_BYTES });
  }
}

/** A state and those who watch it. */
export class Side {
  readonly state = new ArenaState();
  readonly serializer: Serializer<ArenaState>;
  readonly watchers: Watcher[] = [];
  readonly #watch: () => Watcher;

  private constructor(serializer: Serializer<ArenaState>, watch: () => Watcher) {
    this.serializer = serializer;
    this.#watch = watch;
    serializer.reset(this.state);
  }

  /** With Colyseus' own serializer and `StateView`s. */
  static stock(): Side {
    const serializer = new StockSerializer<ArenaState>() as Serializer<ArenaState>;
    return new Side(serializer, () => {
      let frames: Uint8Array[] = [];
      const client = { raw: (bytes: Uint8Array) => frames.push(Uint8Array.from(bytes)) };
      const take = () => frames.splice(0);
      return new Watcher(serializer, new StateView(), { client, frames: take });
    });
  }

  static ours(quietFields: ReadonlyMap<unknown, readonly string[]> = new Map()): Side {
    const serializer = new EntitySerializer<ArenaState>({ publicEntities: 20, quietFields, acknowledged: () => 0 });
    return new Side(serializer as Serializer<ArenaState>, () => {
      const ref = new FrameSocket();
      return new Watcher(serializer, serializer.createView(), { client: { ref }, frames: () => ref.takeFrames() });
    });
  }

  join(): void {
    this.watchers.push(this.#watch());
  }

  /** Sends a patch and has everybody read it, but those at these places. */
  patch(deaf: ReadonlySet<number> = new Set()): void {
    const clients = this.watchers.filter((_, place) => !deaf.has(place)).map(({ client }) => client);
    this.serializer.applyPatches(clients, this.state);
    for (const watcher of this.watchers) watcher.read();
  }
}
