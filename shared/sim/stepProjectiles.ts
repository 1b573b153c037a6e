import { MOVEMENT } from '../defs/tuning.ts';
import { WEAPONS, type ProjectileDef } from '../defs/weapons.ts';
import { hasLineOfSight, rayAgainstCircle, raycastWalls, type Ray } from '../map/raycast.ts';
import { angleTo, distance, type Vec } from '../math/vec.ts';
import type { Damage } from './applyDamage.ts';
import { assert } from './assert.ts';
import type { Player } from './Player.ts';
import { projectilePlace } from './projectilePlace.ts';
import type { Projectile, World } from './World.ts';

/** Where a flight ended, and whom it struck, if anyone. */
interface Impact {
  readonly at: Vec;
  readonly struck?: Player;
}

/** Flies everything in the air on by one tick; what goes off adds its harm to `damage`. */
export function stepProjectiles(world: World, damage: Damage[]): void {
  for (const projectile of world.projectiles.values()) {
    // It leaves the muzzle in the tick it is fired and flies from the next.
    if (projectile.spawnTick === world.tick) continue;
    const impact = sweep(world, projectile, defOf(projectile));
    if (impact === undefined) continue;
    world.projectiles.delete(projectile.id);
    explode(world, projectile, impact, damage);
  }
}

/** What a projectile met in this tick: the nearest of walls and players on its way, or the end of its life. */
function sweep(world: World, projectile: Projectile, def: ProjectileDef): Impact | undefined {
  const from = projectilePlace(projectile, world.tick - 1);
  const to = projectilePlace(projectile, world.tick);
  const ray: Ray = { ...from, radians: angleTo(from, to) };
  const stepUnits = distance(from, to);
  // It goes off when its rim touches the wall, so the blast starts in the open.
  const range = stepUnits + def.radiusUnits;
  const wallAt = raycastWalls(world.map, ray, range);
  let flown = Math.max(0, wallAt - def.radiusUnits);
  let struck: Player | undefined;
  for (const player of world.players.values()) {
    if (!player.alive || player.id === projectile.owner) continue;
    const travelled = rayAgainstCircle(ray, player, MOVEMENT.radiusUnits + def.radiusUnits);
    if (travelled > flown || (struck !== undefined && travelled === flown)) continue;
    flown = travelled;
    struck = player;
  }
  const spent = world.tick >= projectile.spawnTick + def.lifeTicks;
  if (struck === undefined && wallAt === range && !spent) return undefined;
  return { at: { x: from.x + Math.cos(ray.radians) * flown, y: from.y + Math.sin(ray.radians) * flown }, struck };
}

/** The one struck takes the direct damage, all others in reach and in sight of the blast their share of the splash. */
function explode(world: World, projectile: Projectile, { at, struck }: Impact, damage: Damage[]): void {
  const owner = world.players.get(projectile.owner);
  assert(owner !== undefined, `projectile ${projectile.id} outlives its owner`);
  const { weapon } = projectile;
  let hit = false;
  for (const player of world.players.values()) {
    const harm = player === struck ? directHarm(projectile) : splashHarm(world, { projectile, at }, player);
    if (harm === undefined) continue;
    damage.push({ attacker: owner, victim: player, weapon, at: { x: player.x, y: player.y }, from: at, ...harm });
    hit ||= player !== owner;
  }
  if (hit) owner.hits += 1;
  world.events.push({ type: 'explosion', projectile: projectile.id, player: owner.id, weapon, at });
}

type Harm = Pick<Damage, 'amount' | 'pushX' | 'pushY'>;

function directHarm(projectile: Projectile): Harm {
  const { damage, pushUnitsPerSecond } = defOf(projectile);
  return harmAlong(Math.atan2(projectile.vy, projectile.vx), damage, pushUnitsPerSecond);
}

/** Falls in a line from the full splash at the body's edge to none at the splash radius. */
function splashHarm(
  world: World,
  { projectile, at }: { readonly projectile: Projectile; readonly at: Vec },
  player: Player,
): Harm | undefined {
  const def = defOf(projectile);
  const gap = Math.max(0, distance(at, player) - MOVEMENT.radiusUnits);
  const share = 1 - gap / def.splashRadiusUnits;
  if (!player.alive || share <= 0 || !hasLineOfSight(world.map, at, player)) return undefined;
  const factor = player.id === projectile.owner ? def.selfDamageFactor : 1;
  return harmAlong(angleTo(at, player), def.splashDamage * share * factor, def.pushUnitsPerSecond * share);
}

function harmAlong(radians: number, amount: number, push: number): Harm {
  return { amount, pushX: Math.cos(radians) * push, pushY: Math.sin(radians) * push };
}

function defOf(projectile: Projectile): ProjectileDef {
  const def = WEAPONS[projectile.weapon];
  assert(def.kind === 'projectile', `a ${projectile.weapon} flies`);
  return def;
}
