import { TICK_SECONDS } from '../defs/rates.ts';
import type { Vec } from '../math/vec.ts';

/** The spawn of a projectile: all that is needed to know where it is. */
export interface ProjectileSpawn {
  readonly spawnTick: number;
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
}

/** Where a projectile is at a tick, or between two, while nothing has stopped it. Units. */
export function projectilePlace(spawn: ProjectileSpawn, tick: number): Vec {
  const seconds = (tick - spawn.spawnTick) * TICK_SECONDS;
  return { x: spawn.x + spawn.vx * seconds, y: spawn.y + spawn.vy * seconds };
}
