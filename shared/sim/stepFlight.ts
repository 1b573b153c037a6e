import { TICK_SECONDS } from '../defs/rates.ts';
import type { BounceDef, ProjectileDef } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import { collideWithWalls } from '../map/collide.ts';
import type { Vec } from '../math/vec.ts';

/** Where a projectile is after a tick, and how it flies on: all there is to know to fly it further. */
export interface Flight extends Vec {
  tick: number;
  /** Units per second. */
  vx: number;
  vy: number;
}

/** The flight of a projectile that leaves a body's centre at a tick. Its numbers are float32, as they travel. */
export function launchFlight(def: ProjectileDef, from: Readonly<Vec>, aim: number, tick: number): Flight {
  return {
    tick,
    x: Math.fround(from.x),
    y: Math.fround(from.y),
    vx: Math.fround(Math.cos(aim) * def.speedUnitsPerSecond),
    vy: Math.fround(Math.sin(aim) * def.speedUnitsPerSecond),
  };
}

/**
 * Flies a projectile on by one tick, in place, past players but not through walls: the one flight of server,
 * prediction, other clients and replays. It ends in float32 numbers, as they travel, so whoever was sent a flight
 * goes on from the very same ones. It takes only sums, products, quotients and square roots, which are the same
 * in every engine; a sine is not.
 *
 * @returns whether it met a wall. What does not bounce has gone off there, its rim at the wall.
 */
export function stepFlight(flight: Flight, def: ProjectileDef, map: ArenaMap): boolean {
  flight.tick += 1;
  // In parts shorter than its radius, so that it never tunnels.
  const parts = Math.ceil((def.speedUnitsPerSecond * TICK_SECONDS) / def.radiusUnits);
  const seconds = TICK_SECONDS / parts;
  let met = false;
  for (let part = 0; part < parts && (!met || def.bounce !== undefined); part++) {
    flight.x += flight.vx * seconds;
    flight.y += flight.vy * seconds;
    if (meetWalls(flight, def, map)) met = true;
  }
  if (def.bounce !== undefined) roll(flight, def.bounce);
  flight.x = Math.fround(flight.x);
  flight.y = Math.fround(flight.y);
  flight.vx = Math.fround(flight.vx);
  flight.vy = Math.fround(flight.vy);
  return met;
}

/** Takes a flight out of the walls it has met, on its new course; one that does not bounce keeps its old one. */
function meetWalls(flight: Flight, { radiusUnits, bounce }: ProjectileDef, map: ArenaMap): boolean {
  const { vx, vy } = flight;
  if (!collideWithWalls(flight, radiusUnits, map)) return false;
  if (bounce === undefined) {
    flight.vx = vx;
    flight.vy = vy;
    return true;
  }
  // The collision has left the speed along the wall; what it took, turned round, throws the flight back.
  const along = 1 - bounce.wallFriction;
  flight.vx = flight.vx * along + (flight.vx - vx) * bounce.restitution;
  flight.vy = flight.vy * along + (flight.vy - vy) * bounce.restitution;
  return true;
}

function roll(flight: Flight, { rollFrictionUnitsPerSecond2 }: BounceDef): void {
  const speed = Math.sqrt(flight.vx * flight.vx + flight.vy * flight.vy);
  const lost = rollFrictionUnitsPerSecond2 * TICK_SECONDS;
  const share = speed <= lost ? 0 : 1 - lost / speed;
  flight.vx *= share;
  flight.vy *= share;
}
