import assert from 'node:assert/strict';
import { Decoder, Encoder, StateView } from '@colyseus/schema';
import { addOwnState, projectWorld } from '../../server/sync/projectWorld.ts';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import { WEAPONS } from '../../shared/defs/weapons.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { wireRoundAngle } from '../../shared/math/angle.ts';
import { nextFloat, nextInt, type Prng } from '../../shared/math/prng.ts';
import { distance, type Vec } from '../../shared/math/vec.ts';
import { ArenaState, type OwnState } from '../../shared/net/arenaSchema.ts';
import { ProjectileTrack, type Shooter } from '../../shared/net/ProjectileTrack.ts';
import { BUTTON } from '../../shared/sim/Command.ts';
import { launchFlight } from '../../shared/sim/stepFlight.ts';
import type { World } from '../../shared/sim/World.ts';
import { readMap } from '../support/readMap.ts';
import { eventsOf, liveWorld, playerOf, putPlayer, stepOnce } from '../support/simArena.ts';
import { sketchMap } from '../support/sketchMap.ts';

const SEED = 20261122;
const FLIGHTS = 250;
const FACTS = {
  match: 1,
  tickP99Micros: 0,
  seats: { isConnected: () => true, isOnAutopilot: () => false },
  inputBacklog: () => 0,
};
const ROOM = sketchMap('room', ['#'.repeat(24), ...Array<string>(6).fill(`#S${'.'.repeat(21)}#`), '#'.repeat(24)]);

const ONLOOKER: Shooter = { id: 'b', own: undefined };

/** A server whose state one client after the other is sent, each as the bytes of all of it. */
class Server {
  readonly #state = new ArenaState();
  readonly #encoder = new Encoder(this.#state);

  /** What a player is told alone; to be asked for before they fire. */
  ownOf(player: string): OwnState {
    return this.#state.own.get(player) ?? addOwnState(this.#state, player);
  }

  project(world: World): void {
    projectWorld(world, this.#state, FACTS);
    this.#encoder.discardChanges();
  }

  /** What someone decodes who comes now. */
  show(): ArenaState {
    const view = new StateView();
    for (const projectile of this.#state.projectiles.values()) view.add(projectile);
    const it = { offset: 0 };
    const bytes = new Uint8Array(Encoder.BUFFER_SIZE);
    this.#encoder.encodeAll(it, bytes);
    const decoder = new Decoder(new ArenaState());
    decoder.decode(this.#encoder.encodeAllView(view, it.offset, it, bytes));
    return decoder.state;
  }
}

/** A life of one projectile on the server, and what a client made of it who was sent it at a random patch. */
interface Life {
  readonly places: ReadonlyMap<number, Vec>;
  readonly seen: ReadonlyMap<number, Vec>;
  readonly seenAt: number;
  readonly weapon: string;
  readonly burst: Vec;
  /** Where the client's own flight ended; undefined when it waits to be told. */
  readonly seenBurst: Vec | undefined;
}

/** Has `a` throw or fire from anywhere, in any direction, at nobody; someone else is sent it some time later. */
function flyOnce(world: World, server: Server, prng: Prng): Life {
  const weapon = nextInt(prng, 4) === 0 ? 'rocket' : 'grenade';
  Object.assign(putPlayer(world, 'a', standSomewhere(world.map, prng)), { weapon, readyAt: 0, health: 100 });
  playerOf(world, 'a').rounds[weapon] = 2;
  stepOnce(world, { a: { aim: wireRoundAngle(nextFloat(prng) * 7), buttons: BUTTON.fire } });
  const [projectile] = world.projectiles.values();
  const seenFrom = world.tick + nextInt(prng, 50);
  const track = new ProjectileTrack(world.map);
  const places = new Map<number, Vec>();
  const seen = new Map<number, Vec>();
  let seenAt = 0;
  while (world.projectiles.size > 0) {
    places.set(world.tick, { x: projectile!.x, y: projectile!.y });
    if (world.tick % TICKS_PER_PATCH === 0) server.project(world);
    if (seenAt === 0 && world.tick >= seenFrom && world.tick % TICKS_PER_PATCH === 0) {
      seenAt = world.tick;
      track.observe(server.show().projectiles, ONLOOKER, seenAt);
    }
    for (const { x, y } of track.drawn(world.tick, 0)) seen.set(world.tick, { x, y });
    stepOnce(world);
  }
  const burst = eventsOf(world.events, 'explosion')[0]!.at;
  const drawn = track.drawn(world.tick - 2 ** -20, 0)[0];
  return { places, seen, seenAt, weapon, burst, seenBurst: drawn && { x: drawn.x, y: drawn.y } };
}

function standSomewhere(map: ArenaMap, prng: Prng): Vec {
  for (;;) {
    const place = { x: nextFloat(prng) * map.widthUnits, y: nextFloat(prng) * map.heightUnits };
    if (!overlapsWall(map, place, 14)) return place;
  }
}

describe('what flies, on the screens of others', () => {
  for (const id of MAP_IDS) {
    it(`WP3 is at every tick exactly where the server has it, whenever one was first sent it, on ${id}`, () => {
      const world = liveWorld(readMap(id), ['a', 'b'], SEED);
      const server = new Server();
      const prng = { state: SEED };
      let compared = 0;
      let late = 0;
      for (let round = 0; round < FLIGHTS; round++) {
        Object.assign(playerOf(world, 'b'), { alive: false, respawnAtTick: Infinity });
        const { places, seen, seenAt, weapon, burst, seenBurst } = flyOnce(world, server, prng);
        if (seenAt === 0) continue;
        late += 1;
        const told = `seed ${SEED}, ${weapon} ${round}, sent at tick ${seenAt}`;
        for (const [tick, place] of places) {
          assert.deepEqual(seen.get(tick), tick < seenAt ? undefined : place, `${told}: at ${tick}`);
          if (tick >= seenAt) compared += 1;
        }
        assert.ok(seenBurst !== undefined && distance(seenBurst, burst) < 0.01, `${told}: burst`);
      }
      assert.ok(late > FLIGHTS / 2 && compared > 3000, `${late} flights, ${compared} places compared`);
    });
  }

  it('is drawn between two ticks on the straight line between its places there', () => {
    const world = liveWorld(ROOM);
    playerOf(world, 'a').rounds.grenade = 1;
    putPlayer(world, 'a', { x: 100, y: 100 }).weapon = 'grenade';
    stepOnce(world, { a: { aim: 1, buttons: BUTTON.fire } });
    const server = new Server();
    server.project(world);
    const track = new ProjectileTrack(ROOM);
    track.observe(server.show().projectiles, ONLOOKER, world.tick);
    for (let steps = 0; steps < 40; steps++) {
      const tick = world.tick;
      const before = { ...[...world.projectiles.values()][0]! };
      stepOnce(world);
      const after = [...world.projectiles.values()][0]!;
      const [drawn] = track.drawn(tick + 0.25, 0);
      assert.ok(Math.abs(drawn!.x - (before.x * 0.75 + after.x * 0.25)) < 1e-6);
      assert.ok(Math.abs(drawn!.y - (before.y * 0.75 + after.y * 0.25)) < 1e-6);
    }
  });

  it('comes back into sight where it is then, when it had gone out of sight', () => {
    const track = new ProjectileTrack(ROOM);
    const state = new ArenaState();
    const world = liveWorld(ROOM);
    const rocket = { id: 1, owner: 'a', weapon: 'rocket', firedAt: 0, endsAtTick: 9999 } as const;
    world.projectiles.set(1, { ...rocket, tick: world.tick, x: 100, y: 100, vx: 640, vy: 0 });
    projectWorld(world, state, FACTS);
    track.observe(state.projectiles, ONLOOKER, world.tick);
    track.observe([], ONLOOKER, world.tick + 2);
    for (let ticks = 0; ticks < 20; ticks++) stepOnce(world);
    projectWorld(world, state, FACTS);
    track.observe(state.projectiles, ONLOOKER, world.tick);
    assert.deepEqual(track.drawn(world.tick - 1, 0), []);
    assert.equal(track.drawn(world.tick, 0)[0]?.x, world.projectiles.get(1)!.x);
  });
});

describe('what flies, of one\u2019s own', () => {
  it('bursts at the end of its fuse where the server says too, and the echo of it is not followed', () => {
    const world = liveWorld(ROOM);
    const shooter = Object.assign(putPlayer(world, 'a', { x: 100, y: 100 }), { weapon: 'grenade' as const });
    shooter.rounds.grenade = 1;
    stepOnce(world, { a: { aim: 2, buttons: BUTTON.fire } });
    const ownTick = shooter.ownTick;
    const track = new ProjectileTrack(ROOM);
    const def = WEAPONS.grenade;
    assert.ok(def.kind === 'projectile');
    track.predict('grenade', launchFlight(def, { x: 100, y: 100 }, 2, ownTick));
    const server = new Server();
    const own = server.ownOf('a');
    server.project(world);
    track.observe(server.show().projectiles, { id: 'a', own }, world.tick);
    for (let ticks = 1; ticks < def.lifeTicks; ticks++) {
      stepOnce(world);
      const drawn = track.drawn(world.tick, ownTick + ticks);
      const { x, y } = [...world.projectiles.values()][0]!;
      assert.deepEqual(
        drawn.map((each) => [each.own, each.x, each.y]),
        [[true, x, y]],
      );
      assert.deepEqual(track.takeBursts(ownTick + ticks), []);
    }
    const [explosion] = eventsOf(stepOnce(world), 'explosion');
    const [burst] = track.takeBursts(ownTick + def.lifeTicks);
    assert.deepEqual(burst, { weapon: 'grenade', at: explosion!.at });
    assert.deepEqual(track.drawn(world.tick, ownTick + def.lifeTicks), []);
    assert.deepEqual(track.end(String(explosion!.projectile), world.tick), explosion!.at, 'shown already');
  });
});
