import assert from 'node:assert/strict';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import { WEAPONS, type ProjectileDef } from '../../shared/defs/weapons.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import { nextFloat, nextInt, type Prng } from '../../shared/math/prng.ts';
import { launchFlight, stepFlight, type Flight } from '../../shared/sim/stepFlight.ts';
import { readMap } from '../support/readMap.ts';
import { sketchMap } from '../support/sketchMap.ts';

const SEED = 20261122;
const GRENADE = WEAPONS.grenade as ProjectileDef;
const ROCKET = WEAPONS.rocket as ProjectileDef;
const { restitution, wallFriction, rollFrictionUnitsPerSecond2 } = GRENADE.bounce!;
/** A float32 rounds to less than this, on the largest map. */
const ROUNDING_UNITS = 0.001;

const HALL = sketchMap('hall', [
  '##############################',
  '#............................#',
  '#............................#',
  '#............................#',
  '#............................#',
  '#.............##.............#',
  '#.............##.............#',
  '#............................#',
  '##############################',
]);

/** Steps until it meets a wall; gives the flight before that step and after it. */
function flyToWall(flight: Flight, def: ProjectileDef): { before: Flight; after: Flight } {
  for (let ticks = 0; ticks < 240; ticks++) {
    const before = { ...flight };
    if (stepFlight(flight, def, HALL)) return { before, after: flight };
  }
  throw new Error('met no wall');
}

/** Somewhere a body could stand and throw. */
function standSomewhere(map: ArenaMap, prng: Prng): { x: number; y: number } {
  for (;;) {
    const place = { x: nextFloat(prng) * map.widthUnits, y: nextFloat(prng) * map.heightUnits };
    if (!overlapsWall(map, place, 14)) return place;
  }
}

describe('stepFlight', () => {
  it('flies a rocket straight, and ends with its rim at the wall, still with the speed it came with', () => {
    for (const aim of [0, 0.3, 1.2, 2.8, 4.4]) {
      const rocket = launchFlight(ROCKET, { x: 300, y: 120 }, aim, 0);
      const { vx, vy } = rocket;
      const { after } = flyToWall(rocket, ROCKET);
      assert.deepEqual([after.vx, after.vy], [vx, vy]);
      const away = Math.abs((after.x - 300) * Math.sin(aim) - (after.y - 120) * Math.cos(aim));
      assert.ok(away < ROCKET.radiusUnits, `${away} units off its line`);
      assert.equal(overlapsWall(HALL, after, ROCKET.radiusUnits - ROUNDING_UNITS), false);
      assert.equal(overlapsWall(HALL, after, ROCKET.radiusUnits + 0.1), true);
    }
  });

  it('throws a grenade back from a wall with part of its speed, and lets it lose a little along the wall', () => {
    const { before, after } = flyToWall(launchFlight(GRENADE, { x: 300, y: 100 }, -0.9, 0), GRENADE);
    const speed = Math.hypot(before.vx, before.vy);
    const left = (by: number) => by * (1 - rollFrictionUnitsPerSecond2 / TICK_RATE / speed);
    assert.ok(Math.abs(after.vy - left(-before.vy * restitution)) < 10, `${before.vy} became ${after.vy}`);
    assert.ok(Math.abs(after.vx - left(before.vx * (1 - wallFriction))) < 10, `${before.vx} became ${after.vx}`);
  });

  it('throws a grenade off a corner that sticks out, away from that corner', () => {
    const corner = { x: 14 * 32, y: 5 * 32 };
    const start = { x: corner.x - 120, y: corner.y - 120 };
    const { after } = flyToWall(launchFlight(GRENADE, start, Math.PI / 4, 0), GRENADE);
    assert.ok(after.vx < -100 && after.vy < -100, `off to ${after.vx}, ${after.vy}`);
    assert.ok(Math.abs(after.vx - after.vy) < 1, 'back the way it came');
  });

  it('brings a grenade back out of a corner of a room', () => {
    const { after } = flyToWall(launchFlight(GRENADE, { x: 100, y: 100 }, Math.PI * 1.25, 0), GRENADE);
    assert.ok(after.vx > 0 && after.vy > 0, `off to ${after.vx}, ${after.vy}`);
  });

  it('lets a grenade roll to a stop, and lie there', () => {
    const grenade = launchFlight(GRENADE, { x: 100, y: 60 }, 0, 0);
    for (let ticks = 0; ticks < 2 * TICK_RATE; ticks++) stepFlight(grenade, GRENADE, HALL);
    assert.deepEqual([grenade.vx, grenade.vy], [0, 0]);
    const { x, y, tick } = grenade;
    stepFlight(grenade, GRENADE, HALL);
    assert.deepEqual(grenade, { tick: tick + 1, x, y, vx: 0, vy: 0 });
  });

  for (const id of MAP_IDS) {
    it(`WP5 never lets anything through a wall or into one, on ${id}`, () => {
      const map = readMap(id);
      const prng = { state: SEED };
      let bounces = 0;
      for (let round = 0; round < 1500; round++) {
        const def = nextInt(prng, 4) === 0 ? ROCKET : GRENADE;
        const flight = launchFlight(def, standSomewhere(map, prng), nextFloat(prng) * 2 * Math.PI, 0);
        for (let ended = false; !ended && flight.tick < def.lifeTicks;) {
          const { x, y } = flight;
          const met = stepFlight(flight, def, map);
          ended = met && def.bounce === undefined;
          if (met) bounces += 1;
          const told = `seed ${SEED}, flight ${round}: tick ${flight.tick}, at ${flight.x}, ${flight.y}`;
          assert.equal(overlapsWall(map, flight, def.radiusUnits - ROUNDING_UNITS), false, told);
          assert.ok(hasLineOfSight(map, { x, y }, flight), `${told}, from ${x}, ${y}`);
        }
      }
      assert.ok(bounces > 1500, `${bounces} bounces`);
    });
  }

  it('WP5 gives the very same flight to whoever starts from any tick of it, as float32', () => {
    const map = readMap('foundry');
    const prng = { state: SEED };
    for (let round = 0; round < 200; round++) {
      const flight = launchFlight(GRENADE, standSomewhere(map, prng), nextFloat(prng) * 2 * Math.PI, 0);
      const joinsAt = nextInt(prng, GRENADE.lifeTicks);
      let late: Flight | undefined;
      for (let tick = 1; tick <= GRENADE.lifeTicks; tick++) {
        stepFlight(flight, GRENADE, map);
        if (late !== undefined) stepFlight(late, GRENADE, map);
        if (tick === joinsAt) late = asFloat32(flight);
        if (late !== undefined) assert.deepEqual(late, flight);
      }
    }
  });
});

function asFloat32({ tick, ...numbers }: Flight): Flight {
  const [x, y, vx, vy] = Float32Array.of(numbers.x, numbers.y, numbers.vx, numbers.vy) as unknown as number[];
  return { tick, x: x!, y: y!, vx: vx!, vy: vy! };
}
