import { MAX_REWIND_TICKS, SUBTICKS_PER_TICK } from '../defs/rates.ts';
import { MOVEMENT } from '../defs/tuning.ts';
import type { HitscanDef, WeaponId } from '../defs/weapons.ts';
import { rayAgainstCircle, raycastWalls, type Ray } from '../map/raycast.ts';
import { nextFloat } from '../math/prng.ts';
import { clamp, type Vec } from '../math/vec.ts';
import type { Damage } from './applyDamage.ts';
import { areEnemies, type Player } from './Player.ts';
import type { World } from './World.ts';

export interface HitscanShot {
  readonly weapon: WeaponId;
  readonly def: HitscanDef;
  /** Spread the trigger had gathered before this shot, in radians. */
  readonly bloom: number;
  readonly aim: number;
  /** The instant the shooter saw, as its client claims it; 0: the present. */
  readonly seenSubtick: number;
}

interface Target {
  readonly player: Player;
  /** Where the shooter saw it. */
  readonly place: Readonly<Vec>;
}

interface Strike {
  readonly target: Target;
  readonly travelledUnits: number;
}

/**
 * Fires all rays of a shot from where the shooter is now at where it saw the others, and adds what they do
 * to `damage`, one entry for each victim. Walls stop every ray; enemies stop those that do not pierce.
 */
export function fireHitscan(world: World, shooter: Player, shot: HitscanShot, damage: Damage[]): void {
  const targets = placeTargets(world, shooter, shot.seenSubtick);
  const firstOfShot = damage.length;
  const ends: Vec[] = [];
  for (let index = 0; index < shot.def.rays; index++) {
    const ray: Ray = { x: shooter.x, y: shooter.y, radians: shot.aim + spreadOfRay(world, shot, index) };
    const strikes: Strike[] = [];
    ends.push(pointAlong(ray, traceRay(world, ray, { def: shot.def, targets }, strikes)));
    for (const strike of strikes) addStrike(damage, firstOfShot, { shooter, shot, ray, strike });
  }
  if (damage.length > firstOfShot) shooter.hits += 1;
  const from = { x: shooter.x, y: shooter.y };
  world.events.push({ type: 'shot', player: shooter.id, weapon: shot.weapon, from, ends });
}

/** Everyone a shot could hit, where the shooter saw them (it flies through team mates); a claim beyond the longest rewind is cut to it. */
function placeTargets(world: World, shooter: Player, seenSubtick: number): Target[] {
  const now = world.tick * SUBTICKS_PER_TICK;
  const seen = clamp(seenSubtick, now - MAX_REWIND_TICKS * SUBTICKS_PER_TICK, now);
  const targets: Target[] = [];
  for (const player of world.players.values()) {
    if (!areEnemies(player, shooter) || !player.alive) continue;
    const place = seenSubtick === 0 ? player : world.history.placeAt(player.id, seen);
    if (place !== undefined) targets.push({ player, place });
  }
  return targets;
}

/** Each ray has its own slice of the cone, so that a shotgun is as even as it is wide. */
function spreadOfRay(world: World, { def, bloom }: HitscanShot, index: number): number {
  const spread = def.spreadRadians + bloom;
  if (spread === 0) return 0;
  return (((index + nextFloat(world.prng)) / def.rays) * 2 - 1) * spread;
}

/** Collects what a ray strikes, nearest first, and gives how far it flies, in units. */
function traceRay(
  world: World,
  ray: Ray,
  { def, targets }: { readonly def: HitscanDef; readonly targets: readonly Target[] },
  strikes: Strike[],
): number {
  const reach = raycastWalls(world.map, ray, def.rangeUnits);
  // Most are nowhere near the ray: two subtractions say so, for a tenth of what the exact answer costs.
  const nearUnits = reach + MOVEMENT.radiusUnits;
  for (const target of targets) {
    if (Math.abs(target.place.x - ray.x) > nearUnits || Math.abs(target.place.y - ray.y) > nearUnits) continue;
    const travelledUnits = rayAgainstCircle(ray, target.place, MOVEMENT.radiusUnits);
    if (travelledUnits < reach) strikes.push({ target, travelledUnits });
  }
  strikes.sort((a, b) => a.travelledUnits - b.travelledUnits);
  if (def.pierces || strikes.length === 0) return reach;
  strikes.length = 1;
  return strikes[0]!.travelledUnits;
}

interface RayStrike {
  readonly shooter: Player;
  readonly shot: HitscanShot;
  readonly ray: Ray;
  readonly strike: Strike;
}

/** Adds one ray's harm to what the shot has done to the same victim so far. */
function addStrike(damage: Damage[], firstOfShot: number, { shooter, shot, ray, strike }: RayStrike): void {
  const { def, weapon } = shot;
  const share = falloffAt(def, strike.travelledUnits);
  let claim = damage.find((entry, index) => index >= firstOfShot && entry.victim === strike.target.player);
  if (claim === undefined) {
    claim = {
      attacker: shooter,
      victim: strike.target.player,
      weapon,
      amount: 0,
      pushX: 0,
      pushY: 0,
      at: pointAlong(ray, strike.travelledUnits),
      from: { x: shooter.x, y: shooter.y },
    };
    damage.push(claim);
  }
  claim.amount += def.damage * share;
  claim.pushX += Math.cos(ray.radians) * def.pushUnitsPerSecond * share;
  claim.pushY += Math.sin(ray.radians) * def.pushUnitsPerSecond * share;
}

/** Share of the damage left after a distance in units. */
function falloffAt(def: HitscanDef, units: number): number {
  if (units <= def.falloffStartUnits) return 1;
  const share = (units - def.falloffStartUnits) / (def.rangeUnits - def.falloffStartUnits);
  return 1 - (1 - def.farDamageFactor) * share;
}

function pointAlong(ray: Ray, units: number): Vec {
  return { x: ray.x + Math.cos(ray.radians) * units, y: ray.y + Math.sin(ray.radians) * units };
}
