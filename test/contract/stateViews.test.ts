import assert from 'node:assert/strict';
import { ClientState, SchemaSerializer as StockSerializer, type Client, type Serializer } from '@colyseus/core';
import { StateView } from '@colyseus/schema';
import { SchemaSerializer as Reader } from '@colyseus/sdk';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { TICKS_PER_PATCH, ticksOf } from '../../shared/defs/rates.ts';
import { ArenaState, isSeen } from '../../shared/net/arenaSchema.ts';
import { ArenaSync } from '../../server/sync/ArenaSync.ts';
import type { EntitySerializer } from '../../server/sync/EntitySerializer.ts';
import type { EntityView } from '../../server/sync/EntityView.ts';
import { FrameSender } from '../../server/sync/FrameSender.ts';
import { FrameSocket } from '../support/FrameSocket.ts';
import { startBotMatch, stepBotMatch } from '../support/playBots.ts';
import { readMap } from '../support/readMap.ts';
import { DecodedState, SyncedRoom, type SyncedClient, type WireMessage } from '../support/SyncedRoom.ts';

const BOTS = 10;
const SECONDS = 20;
const CODE_BYTES = 1;
const FACTS = {
  match: 1,
  tickP99Micros: 0,
  seats: { isConnected: () => true, isOnAutopilot: () => false },
  inputBacklog: () => 0,
};

/** One client of a `StockRoom`. */
class StockClient {
  readonly socket = new FrameSocket();
  readonly reader = new Reader<ArenaState>();
  readonly client: Client;
  events = 0;

  constructor(player: string, sync: ArenaSync) {
    this.client = {
      sessionId: player,
      ref: this.socket,
      state: ClientState.JOINED,
      view: sync.viewOf(player),
      raw: (bytes: Uint8Array) => this.reader.patch(bytes, { offset: CODE_BYTES }),
    } as unknown as Client;
  }
}

/** A room as it would be without the line that sets our serializer: Colyseus' own, and `StateView`s. */
class StockRoom {
  readonly state = new ArenaState();
  readonly sync: ArenaSync;
  readonly clients: StockClient[] = [];
  readonly #sender = new FrameSender();
  readonly #serializer = new StockSerializer<ArenaState>() as Serializer<ArenaState>;
  #ours!: EntitySerializer<ArenaState>;

  constructor() {
    this.sync = new ArenaSync(this, () => 0);
    this.#serializer.reset(this.state);
  }

  setSerializer(ours: Serializer<ArenaState>): void {
    this.#ours = ours as EntitySerializer<ArenaState>;
    this.#ours.createView = () => new StateView() as unknown as EntityView;
  }

  join(player: string): StockClient {
    const joined = new StockClient(player, this.sync);
    this.#ours.options.look?.(joined.client, true);
    joined.reader.handshake(this.#serializer.handshake!());
    joined.reader.setState(this.#serializer.getFullState(joined.client), { offset: CODE_BYTES });
    this.clients.push(joined);
    return joined;
  }

  /** What our serializer does around the patch, the room would do itself. */
  broadcastPatch(): boolean {
    const { options } = this.#ours;
    for (const { client } of this.clients) options.look?.(client, false);
    this.#serializer.applyPatches(
      this.clients.map(({ client }) => client),
      this.state,
    );
    for (const joined of this.clients) {
      this.#sender.beginClient();
      options.writeMessages?.(joined.client, this.#sender);
      this.#sender.endClient(joined.client);
      this.#sender.flush();
      joined.events += joined.socket.takeFrames().length;
    }
    return true;
  }
}

/** What a client knows, but for maps of which it was never told as nothing is in them. */
function knownOf(state: ArenaState): Record<string, unknown> {
  return { players: {}, pickups: {}, projectiles: {}, own: {}, ...(state.toJSON() as object) };
}

/** A player who is sent the same match in both ways. */
class Twins {
  readonly #synced: SyncedClient;
  readonly #stock: StockClient;
  readonly #decoded = new DecodedState();
  events = 0;
  /** Shots that were in sight, patch by patch, and people but for the player. */
  seen = 0;

  constructor(player: string, ours: SyncedRoom, stock: StockRoom) {
    this.#synced = ours.join(player);
    this.#stock = stock.join(player);
    this.#take(ours.fullState(this.#synced));
  }

  assertSame(): void {
    for (const message of this.#synced.take()) this.#take(message);
    const { state } = this.#decoded;
    const people = [...state.players].filter(([id, one]) => id !== this.#synced.player && isSeen(one));
    this.seen += people.length + state.projectiles.size;
    const known = knownOf(this.#stock.reader.getState());
    assert.deepEqual(knownOf(state), known, `${this.#synced.player} in tick ${state.tick}`);
    assert.equal(this.events, this.#stock.events);
  }

  #take(message: WireMessage): void {
    if (message.kind === 'events') this.events += 1;
    else this.#decoded.decode(message.bytes);
  }
}

describe('The synchronisation of a match, without our serializer', () => {
  for (const map of MAP_IDS) {
    it(`tells everybody the same with Colyseus’ own serializer and its views: ${map}`, () => {
      const match = startBotMatch(readMap(map), Array<'normal'>(BOTS).fill('normal'), 3);
      const { world } = match;
      const [ours, stock] = [new SyncedRoom(), new StockRoom()];
      const syncs = [ours.sync, stock.sync];
      for (const sync of syncs) sync.project(world, FACTS);
      const everybody = [...world.players.keys()].map((player) => new Twins(player, ours, stock));
      for (let tick = 0; tick < ticksOf(SECONDS); tick++) {
        stepBotMatch(match);
        for (const sync of syncs) sync.record(world);
        if (world.tick % TICKS_PER_PATCH > 0) continue;
        for (const sync of syncs) sync.project(world, FACTS);
        for (const sync of syncs) sync.sendPatch();
        for (const twins of everybody) twins.assertSame();
      }
      for (const { events, seen } of everybody) assert.ok(events > 0 && seen > 0, `${events} events, ${seen} seen`);
    }).timeout(60_000);
  }
});
