import { ClientState, type Client } from '@colyseus/core';
import { EntitySerializer } from '../server/sync/EntitySerializer.ts';
import type { EntityView } from '../server/sync/EntityView.ts';
import { TICKS_PER_PATCH } from '../shared/defs/rates.ts';
import { nextInt, type Prng } from '../shared/math/prng.ts';
import { ArenaState, OwnState, PlayerState } from '../shared/net/arenaSchema.ts';

/** So many are in view where 400 play in the room benchmark. */
const MOST_SEEN = 40;
/** In a small room nearly all are. */
const SEEN_SHARE = 3 / 4;
const SIDE_UNITS = 4000;
/** How far somebody gets between two patches at the most, along each side. */
const STRIDE_UNITS = 8;
const GUEST = 'guest';

/** As far as the serializer asks. */
interface EncodedClient extends Pick<Client, 'state'> {
  readonly ref: object;
  readonly view: EntityView;
  readonly own: OwnState;
}

/**
 * The state of a match and those who are sent it, without a match. The players stand in a ring: each client sees some of those
 * that stand side by side, and others with every patch.
 */
export class EncodedRoom {
  /** Players in the view of a client. */
  readonly seen: number;
  /** In all so far, patches only. */
  sentBytes = 0;
  readonly #prng: Prng;
  readonly #state = new ArenaState();
  readonly #serializer: EntitySerializer<ArenaState>;
  readonly #players: PlayerState[] = [];
  readonly #clients: EncodedClient[] = [];
  #patches = 0;

  /** @param players of whom each has a client */
  constructor(players: number, seed: number) {
    this.#prng = { state: seed };
    this.seen = Math.min(MOST_SEEN, Math.floor(players * SEEN_SHARE));
    this.#serializer = new EntitySerializer({ publicEntities: players, acknowledged: () => this.#patches });
    this.#serializer.reset(this.#state);
    for (let index = 0; index < players; index++) this.#add(`player ${index}`);
    for (let index = 0; index < players; index++) this.#clients.push(this.#connect(index, `player ${index}`));
  }

  /** Everybody moves and turns. */
  move(): void {
    this.#state.tick += TICKS_PER_PATCH;
    for (const player of this.#players) {
      player.x += nextInt(this.#prng, 2 * STRIDE_UNITS + 1) - STRIDE_UNITS;
      player.y += nextInt(this.#prng, 2 * STRIDE_UNITS + 1) - STRIDE_UNITS;
      player.aim += nextInt(this.#prng, 100) / 100;
    }
    for (const { own } of this.#clients) {
      own.ownTick = this.#state.tick;
      own.vx = nextInt(this.#prng, 230);
    }
  }

  /** Sends everybody a patch. */
  patch(): void {
    for (let index = 0; index < this.#clients.length; index++) {
      const { view } = this.#clients[index]!;
      view.remove(this.#playerFrom(index, 0));
      view.add(this.#playerFrom(index, this.seen));
    }
    this.#patches += 1;
    this.#serializer.applyPatches(this.#clients as unknown[] as Client[], this.#state, { sNow: this.#state.tick });
  }

  /** Lets one more client in, and out again. @returns all that it is told */
  join(): Uint8Array {
    const guest = this.#connect(nextInt(this.#prng, this.#players.length), GUEST);
    const bytes = this.#serializer.getFullState(guest as unknown as Client, { sNow: this.#state.tick });
    guest.view.dispose();
    this.#state.own.delete(GUEST);
    return bytes;
  }

  #add(id: string): void {
    const player = Object.assign(new PlayerState(), { name: id, alive: true, health: 100 });
    player.x = nextInt(this.#prng, SIDE_UNITS);
    player.y = nextInt(this.#prng, SIDE_UNITS);
    this.#players.push(player);
    this.#state.players.set(id, player);
  }

  #connect(index: number, id: string): EncodedClient {
    const own = new OwnState();
    this.#state.own.set(id, own);
    const view = this.#serializer.createView();
    view.add(own);
    for (let place = 0; place < this.seen; place++) view.add(this.#playerFrom(index, place));
    const connection = { writableLength: 0, write: ({ length }: Uint8Array) => (this.sentBytes += length) > 0 };
    return { ref: { readyState: 1, _socket: connection }, state: ClientState.JOINED, view, own };
  }

  #playerFrom(index: number, place: number): PlayerState {
    return this.#players[(index + this.#patches + place) % this.#players.length]!;
  }
}
