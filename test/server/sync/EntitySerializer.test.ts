import { ClientState, type Client } from '@colyseus/core';
import { Reflection, schema, t, type Decoder, type SchemaType } from '@colyseus/schema';
import assert from 'node:assert/strict';
import { EntitySerializer } from '../../../server/sync/EntitySerializer.ts';
import type { EntityView } from '../../../server/sync/EntityView.ts';
import { nextFloat, nextInt, type Prng } from '../../../shared/math/prng.ts';
import { FrameSocket } from '../../support/FrameSocket.ts';

const Fighter = schema(
  {
    name: t.string().default(''),
    score: t.int16().default(0),
    x: t
      .quantized({ min: 0, max: 65535 / 8, bits: 16 })
      .view()
      .default(0),
    aim: t.angle().view().default(0),
    alive: t.boolean().view().default(false),
  },
  'Fighter',
);
type Fighter = SchemaType<typeof Fighter>;
const Shot = schema(
  {
    owner: t.string().default(''),
    x: t.float32().default(0),
    speed: t.int8().default(0),
    tick: t.uint32().default(0),
  },
  'Shot',
);
type Shot = SchemaType<typeof Shot>;
const Field = schema(
  { tick: t.uint32().default(0), phase: t.string().default(''), fighters: t.map(Fighter), shots: t.map(Shot).view() },
  'Field',
);
type Field = SchemaType<typeof Field>;

const MAX_FIGHTERS = 12;
/** Code, the server's time and the acknowledged input. */
const TIMED_HEADER_BYTES = 9;
const PHASES = ['waiting', 'live', 'results'];

/** A client that decodes by reflection alone, as one written by somebody else would. */
class Listener {
  readonly socket = new FrameSocket();
  readonly view: EntityView;
  readonly client: Client;
  /** Where each shot was when it came into view. */
  readonly seenAt = new Map<string, { x: number; tick: number }>();
  readonly #decoder: Decoder<Field>;

  constructor(serializer: EntitySerializer<Field>) {
    this.view = serializer.createView();
    this.client = { ref: this.socket, state: ClientState.JOINED, view: this.view } as unknown as Client;
    this.#decoder = Reflection.decode(serializer.handshake());
    this.#decoder.decode(serializer.getFullState(this.client), { offset: 1 });
  }

  get known(): Field {
    return this.#decoder.state;
  }

  read(): void {
    for (const frame of this.socket.takeFrames()) this.#decoder.decode(frame, { offset: TIMED_HEADER_BYTES });
  }

  /** Comes back with what it knew, and is told all there is; what was on the way then is lost. */
  comeBack(serializer: EntitySerializer<Field>): void {
    this.socket.takeFrames();
    this.#decoder.decodeResync(serializer.getFullState(this.client), { offset: 1 });
  }
}

/** A state in which all kinds of things happen, by chance, and those who watch it. */
class Arena {
  readonly state = new Field();
  readonly serializer = new EntitySerializer<Field>({
    publicEntities: MAX_FIGHTERS,
    quietFields: new Map([[Shot, ['x', 'tick']]]),
    acknowledged: () => 7,
  });
  readonly prng: Prng;
  listeners: Listener[] = [];
  #named = 0;

  constructor(seed: number) {
    this.prng = { state: seed };
    this.serializer.reset(this.state);
  }

  patch(): void {
    this.serializer.applyPatches(
      this.listeners.map(({ client }) => client),
      this.state,
      { sNow: this.state.tick },
    );
  }

  /** One patch later. */
  live(): void {
    const { state, prng } = this;
    state.tick += 1;
    if (nextInt(prng, 10) === 0) state.phase = PHASES[nextInt(prng, PHASES.length)]!;
    this.#comeAndGo();
    for (const fighter of state.fighters.values()) this.#change(fighter);
    for (const shot of state.shots.values()) {
      Object.assign(shot, { x: shot.x + shot.speed, tick: state.tick });
      if (nextInt(prng, 20) === 0) shot.speed = nextInt(prng, 200) - 100;
    }
    for (const listener of this.listeners) this.#look(listener);
    this.patch();
  }

  #comeAndGo(): void {
    const { fighters, shots } = this.state;
    if (fighters.size < MAX_FIGHTERS && nextInt(this.prng, 4) === 0) {
      const fighter = new Fighter();
      fighter.name = `Ä${this.#named}`;
      fighters.set(`f${this.#named++}`, fighter);
    }
    for (const key of fighters.keys()) if (nextInt(this.prng, 40) === 0) fighters.delete(key);
    for (const key of Array.from(shots.keys())) {
      if (nextInt(this.prng, 12) > 0) continue;
      shots.delete(key);
      for (const { seenAt } of this.listeners) seenAt.delete(key);
      // Sometimes another at once, under the same name.
      if (nextInt(this.prng, 3) === 0) shots.set(key, this.#newShot());
    }
    for (let count = nextInt(this.prng, 4); count > 0; count--) shots.set(`s${this.#named++}`, this.#newShot());
  }

  #newShot(): Shot {
    const shot = new Shot();
    return Object.assign(shot, { owner: `f${nextInt(this.prng, 9)}`, x: nextInt(this.prng, 500), speed: -3 });
  }

  #change(fighter: Fighter): void {
    if (nextInt(this.prng, 3) > 0) fighter.x = nextInt(this.prng, 65536) / 8;
    if (nextInt(this.prng, 3) === 0) fighter.aim = nextFloat(this.prng) * 40 - 20;
    if (nextInt(this.prng, 8) === 0) fighter.alive = !fighter.alive;
    if (nextInt(this.prng, 8) === 0) fighter.score -= nextInt(this.prng, 3);
  }

  #look({ view, seenAt }: Listener): void {
    for (const fighter of this.state.fighters.values()) this.#turn(view, fighter);
    for (const [key, shot] of this.state.shots) {
      const wasSeen = view.has(shot);
      this.#turn(view, shot);
      if (!view.has(shot)) seenAt.delete(key);
      else if (!wasSeen || !seenAt.has(key)) seenAt.set(key, { x: shot.x, tick: shot.tick });
    }
  }

  #turn(view: EntityView, thing: Fighter | Shot): void {
    const chance = nextInt(this.prng, 10);
    if (chance < 2) view.add(thing);
    if (chance === 2) view.remove(thing);
    // Out of sight and back between two patches.
    if (chance === 3 && view.has(thing)) view.remove(thing).add(thing);
    if (chance === 4 && !view.has(thing)) view.add(thing).remove(thing);
  }
}

/** What a client knows has to be what its view holds of the state, and nothing else. */
function assertKnows({ known, view, seenAt }: Listener, state: Field): void {
  assert.equal(known.tick, state.tick);
  assert.equal(known.phase, state.phase);
  assert.deepEqual([...known.fighters.keys()].sort(), [...state.fighters.keys()].sort());
  for (const [key, fighter] of state.fighters) {
    const { name, score, x, aim, alive } = known.fighters.get(key)!;
    assert.deepEqual({ name, score }, { name: fighter.name, score: fighter.score });
    const isSeen = view.has(fighter);
    const seen = isSeen
      ? { x: fighter.x, aim: fighter.aim, alive: fighter.alive }
      : { x: undefined, aim: undefined, alive: undefined };
    assert.deepEqual({ x, aim, alive }, seen, `${key} at ${state.tick}, seen: ${isSeen}`);
  }
  const shots = [...state.shots].filter(([, shot]) => view.has(shot));
  assert.deepEqual([...known.shots.keys()].sort(), shots.map(([key]) => key).sort());
  for (const [key, { owner, speed }] of shots) {
    const told = known.shots.get(key)!;
    assert.deepEqual({ owner: told.owner, speed: told.speed }, { owner, speed });
    assert.deepEqual({ x: told.x, tick: told.tick }, seenAt.get(key), `${key} at ${state.tick}`);
  }
}

describe('what a client decodes of the state', () => {
  it('is at every patch what its view holds, whatever comes, goes and changes', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const arena = new Arena(seed);
      for (let patch = 0; patch < 300; patch++) {
        if (patch % 40 === 0) arena.listeners.push(new Listener(arena.serializer));
        if (patch % 90 === 89) arena.listeners.shift()!.view.dispose();
        arena.live();
        for (const listener of arena.listeners) {
          listener.read();
          assertKnows(listener, arena.state);
        }
      }
    }
  });

  it('is right again once it comes back, also when the last patches before it went were lost', () => {
    for (let seed = 11; seed <= 15; seed++) {
      const arena = new Arena(seed);
      const away = new Listener(arena.serializer);
      for (let absence = 0; absence < 20; absence++) {
        arena.listeners = [away];
        for (let patch = 0; patch < 5; patch++) {
          arena.live();
          away.read();
        }
        for (let patch = 0; patch < 3; patch++) arena.live();
        arena.listeners = [];
        for (let patch = 0; patch < 3; patch++) arena.live();
        // As of the last patch: a shot that flies on since is told where it is now.
        for (const [key, { x, tick }] of arena.state.shots) away.seenAt.set(key, { x, tick });
        away.comeBack(arena.serializer);
        assertKnows(away, arena.state);
      }
    }
  });

  it('goes on without an error once a client that read nothing for eight seconds reads again', () => {
    const arena = new Arena(21);
    const stalled = new Listener(arena.serializer);
    const other = new Listener(arena.serializer);
    arena.listeners = [stalled, other];
    for (let patch = 0; patch < 20; patch++) arena.live();
    stalled.read();
    other.read();
    stalled.socket.isStalled = true;
    for (let patch = 0; patch < 8 * 30; patch++) {
      arena.live();
      other.read();
      assertKnows(other, arena.state);
    }
    stalled.socket.isStalled = false;
    stalled.read();
    assertKnows(stalled, arena.state);
  });

  it('is told in numbers that do not grow, however many shots are fired', () => {
    const arena = new Arena(31);
    const listener = new Listener(arena.serializer);
    arena.listeners = [listener];
    const largest = (patches: number): number => {
      let bytes = 0;
      for (let patch = 0; patch < patches; patch++) {
        arena.live();
        for (const frame of listener.socket.takeFrames()) bytes = Math.max(bytes, frame.length);
      }
      return bytes;
    };
    const early = largest(400);
    largest(3000);
    assert.ok(largest(400) <= early * 1.2);
  });
});

describe('A room that fails in the middle of a patch', () => {
  it('leaves nothing behind that goes out with the patch of another room', () => {
    const [failing, other] = [new Arena(41), new Arena(42)];
    const clients = [new Listener(failing.serializer), new Listener(failing.serializer)];
    failing.listeners = clients;
    other.listeners = [new Listener(other.serializer)];
    clients[1]!.view.writePatch = () => {
      throw new Error('broken');
    };
    assert.throws(() => failing.patch(), /broken/);
    assert.deepEqual(
      clients.map(({ socket }) => socket.takeFrames().length),
      [1, 0],
    );
    other.patch();
    assert.equal(other.listeners[0]!.socket.takeFrames().length, 1);
    assert.deepEqual(
      clients.map(({ socket }) => socket.takeFrames().length),
      [0, 0],
    );
  });
});
