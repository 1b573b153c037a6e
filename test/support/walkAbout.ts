import { MOVEMENT } from '../../shared/defs/tuning.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { collideWithWalls, overlapsWall } from '../../shared/map/collide.ts';
import { nextFloat, nextInt, type Prng } from '../../shared/math/prng.ts';
import type { Vec } from '../../shared/math/vec.ts';

const STEP_UNITS = 2;
/** Steps between two turns, in the mean; many walks so have none. */
const STEPS_PER_TURN = 25;

/** A place where a body can stand. */
export function randomStand(map: ArenaMap, prng: Prng): Vec {
  for (;;) {
    const place = { x: nextFloat(prng) * map.widthUnits, y: nextFloat(prng) * map.heightUnits };
    if (!overlapsWall(map, place, MOVEMENT.radiusUnits)) return place;
  }
}

/** The places a body comes through on a random walk of so many units: straight on, along walls, now and then a turn. */
export function walkAbout(map: ArenaMap, from: Readonly<Vec>, units: number, prng: Prng): Vec[] {
  const body = { x: from.x, y: from.y, vx: 0, vy: 0 };
  const places = [{ x: body.x, y: body.y }];
  let direction = nextFloat(prng) * 2 * Math.PI;
  let way = 0;
  for (;;) {
    const { x, y } = body;
    body.x += Math.cos(direction) * STEP_UNITS;
    body.y += Math.sin(direction) * STEP_UNITS;
    collideWithWalls(body, MOVEMENT.radiusUnits, map);
    const step = Math.hypot(body.x - x, body.y - y);
    way += step;
    // Rounding lets a body that stands against a wall creep; it has arrived.
    if (way > units || step < 0.01) return places;
    places.push({ x: body.x, y: body.y });
    if (nextInt(prng, STEPS_PER_TURN) === 0) direction += (nextFloat(prng) - 0.5) * Math.PI;
  }
}
