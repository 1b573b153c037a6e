import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Room, Server, type Client } from '@colyseus/core';
import { schema, t, type SchemaType, type StateView } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { Child } from '../../bench/room/Child.ts';
import { useEntitySerializer } from '../../server/sync/EntitySerializer.ts';
import type { EntityView } from '../../server/sync/EntityView.ts';
import type { StallMessages, StallPlan } from '../support/stallingClient.ts';
import { until } from '../support/until.ts';

const ROOM = 'stall';
const CLIENT = new URL('../support/stallingClient.ts', import.meta.url);
const STALL_MS = 8000;
const PATCH_MS = 1000 / 30;
const ENTITIES = 600;
/** Patches after each of which another entity is out of sight, gone, or there anew. */
const LATE_PATCHES = 30;

const Thing = schema(
  {
    name: t.string().default(''),
    a: t.float64().default(0),
    b: t.float64().default(0),
    c: t.float64().default(0),
    d: t.float64().default(0),
    e: t.float64().default(0),
    f: t.float64().default(0),
    g: t.float64().default(0),
    h: t.float64().default(0),
  },
  'Thing',
);
type Thing = SchemaType<typeof Thing>;
const NUMBERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
const State = schema(
  {
    tick: t.uint32().default(0),
    /** The one after which nothing more is sent; 0 for as long as nobody knows. */
    lastTick: t.uint32().default(0),
    things: t.map(Thing).view(),
  },
  'State',
);
type State = SchemaType<typeof State>;

/** So much moves in it that nobody's kernel holds what one misses in eight seconds. It sends nobody away for that. */
class StallRoom extends Room {
  static opened: StallRoom | undefined;
  readonly serializer = useEntitySerializer<State>(this, { publicEntities: 0, acknowledged: () => 0 });
  override state = new State();
  override patchRate = null as unknown as number;
  view!: EntityView;
  /** The most bytes that waited in this process for its one client. */
  mostWaiting = 0;
  #named = 0;

  override onCreate(): void {
    StallRoom.opened = this;
    for (let count = 0; count < ENTITIES; count++) this.#add();
  }

  override onJoin(client: Client): void {
    this.view = this.serializer.createView();
    client.view = this.view as unknown as StateView;
    for (const thing of this.state.things.values()) this.view.add(thing);
  }

  patch(): void {
    const { state } = this;
    state.tick += 1;
    for (const thing of state.things.values()) {
      for (const number of NUMBERS) thing[number] += Math.sin(state.tick);
    }
    this.#comeAndGo();
    this.broadcastPatch();
    for (const { ref } of this.clients) {
      const { writableLength } = (ref as unknown as { readonly _socket: Socket })._socket;
      this.mostWaiting = Math.max(this.mostWaiting, writableLength);
    }
  }

  /** What a client that holds this view knows after the last patch. */
  get seen(): unknown {
    const { tick, lastTick, things } = this.state;
    const inView = [...things].filter(([, thing]) => this.view.has(thing));
    return { tick, lastTick, things: Object.fromEntries(inView.map(([key, thing]) => [key, thing.toJSON()])) };
  }

  #comeAndGo(): void {
    const { things, tick } = this.state;
    const keys = [...things.keys()];
    const chosen = things.get(keys[(tick * 7) % keys.length]!)!;
    if (tick % 3 === 0) this.view.remove(chosen);
    else if (tick % 3 === 1) this.view.add(chosen);
    else {
      things.delete(keys[(tick * 11) % keys.length]!);
      this.view.add(this.#add());
    }
  }

  #add(): Thing {
    const thing = Object.assign(new Thing(), { name: `thing ${this.#named}` });
    this.state.things.set(`t${this.#named++}`, thing);
    return thing;
  }
}

/** Sends patches at the rate of a match until `stop`. */
function play(room: StallRoom): { stop(): void } {
  const timer = setInterval(() => room.patch(), PATCH_MS);
  return { stop: () => clearInterval(timer) };
}

describe('A client that stands still for eight seconds', () => {
  let server: Server;
  let client: Child<StallMessages> | undefined;
  let playing: ReturnType<typeof play> | undefined;
  const http = createServer();

  before(async () => {
    const transport = new WebSocketTransport({ server: http, pingInterval: 0 });
    server = new Server({ transport, greet: false, gracefullyShutdown: false });
    server.define(ROOM, StallRoom);
    await server.listen(0, '127.0.0.1');
  });
  after(async () => {
    playing?.stop();
    await client?.end();
    await server.gracefullyShutdown(false);
    server.removeRoomType(ROOM);
  });

  it('reads all that it missed without one error, and knows in the end what there is to be known', async () => {
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    client = new Child(CLIENT, 'client', { url, room: ROOM, stallMs: STALL_MS } satisfies StallPlan);
    await until(() => StallRoom.opened !== undefined && StallRoom.opened.clients.length === 1);
    const room = StallRoom.opened!;
    playing = play(room);
    await client.take('stalls');
    const stalledAt = room.state.tick;
    await client.take('wakes');
    const missed = room.state.tick - stalledAt;
    assert.ok(room.mostWaiting > 0, 'the kernels held all of it');

    playing.stop();
    for (let patch = 0; patch < LATE_PATCHES; patch++) {
      if (patch === LATE_PATCHES - 1) room.state.lastTick = room.state.tick + 1;
      room.patch();
    }
    const { tick, state, complaints } = await client.take('knows');
    assert.deepEqual(complaints, []);
    assert.equal(tick, room.state.tick);
    assert.deepEqual(state, JSON.parse(JSON.stringify(room.seen)));
    assert.ok(missed > 30, `only ${missed} patches were sent meanwhile`);
  }).timeout(60_000);
});
