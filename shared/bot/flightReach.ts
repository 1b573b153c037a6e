import { TICK_SECONDS } from '../defs/rates.ts';
import type { ProjectileDef, WeaponDef } from '../defs/weapons.ts';

/** How far a weapon carries over open floor, in units; Infinity for what flies until it meets something. */
export function reachUnits(def: WeaponDef): number {
  if (def.kind === 'hitscan') return def.rangeUnits;
  if (def.bounce === undefined) return Infinity;
  const { speedUnitsPerSecond: speed, bounce, lifeTicks } = def;
  const slowing = bounce.rollFrictionUnitsPerSecond2;
  const seconds = Math.min(lifeTicks * TICK_SECONDS, speed / slowing);
  return speed * seconds - (slowing * seconds * seconds) / 2;
}

/** How long a projectile takes over open floor, in seconds; for what it does not reach, until it lies still. */
export function flightSeconds(def: ProjectileDef, units: number): number {
  const { speedUnitsPerSecond: speed, bounce } = def;
  if (bounce === undefined) return units / speed;
  const slowing = bounce.rollFrictionUnitsPerSecond2;
  return (speed - Math.sqrt(Math.max(0, speed * speed - 2 * slowing * units))) / slowing;
}
