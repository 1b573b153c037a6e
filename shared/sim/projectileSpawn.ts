import { POSITION, VELOCITY } from '../defs/precision.ts';
import type { ProjectileDef } from '../defs/weapons.ts';
import type { Vec } from '../math/vec.ts';
import { wireRound } from '../math/wireRound.ts';
import type { ProjectileSpawn } from './projectilePlace.ts';

/**
 * The spawn of a projectile fired from a body's centre, rounded to the wire: the server and the owner's
 * prediction fly the very same one.
 */
export function projectileSpawn(
  def: ProjectileDef,
  from: Readonly<Vec>,
  aim: number,
  spawnTick: number,
): ProjectileSpawn {
  return {
    spawnTick,
    x: wireRound(from.x, POSITION),
    y: wireRound(from.y, POSITION),
    vx: wireRound(Math.cos(aim) * def.speedUnitsPerSecond, VELOCITY),
    vy: wireRound(Math.sin(aim) * def.speedUnitsPerSecond, VELOCITY),
  };
}
