import { MOVEMENT } from '../defs/tuning.ts';
import { WEAPONS, type ProjectileDef } from '../defs/weapons.ts';
import { hasLineOfSight, rayAgainstCircle } from '../map/raycast.ts';
import { angleTo, distance, type Vec } from '../math/vec.ts';
import type { Damage } from './applyDamage.ts';
import { assert } from './assert.ts';
import { areEnemies, type Player } from './Player.ts';
import { stepFlight } from './stepFlight.ts';
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
    if (projectile.tick === world.tick) continue;
    const impact = fly(world, projectile, defOf(projectile));
    if (impact === undefined) continue;
    world.projectiles.delete(projectile.id);
    explode(world, projectile, impact, damage);
  }
}

/** Flies a projectile on; gives what ended its flight: the first enemy on its way, a wall, or its fuse. */
function fly(world: World, projectile: Projectile, def: ProjectileDef): Impact | undefined {
  const from = { x: projectile.x, y: projectile.y };
  const met = stepFlight(projectile, def, world.map);
  const hit = strike(world, projectile, from, MOVEMENT.radiusUnits + def.radiusUnits);
  if (hit !== undefined) return hit;
  const ends = (met && def.bounce === undefined) || world.tick >= projectile.endsAtTick;
  return ends ? { at: { x: projectile.x, y: projectile.y } } : undefined;
}

/** The first enemy of its owner whose middle came within `reach` on the straight way from where it was to where it is. */
function strike(world: World, projectile: Projectile, from: Readonly<Vec>, reach: number): Impact | undefined {
  const flownUnits = distance(from, projectile);
  const ray = { x: from.x, y: from.y, radians: angleTo(from, projectile) };
  const owner = ownerOf(world, projectile);
  let struck: Player | undefined;
  let travelledUnits = flownUnits;
  for (const player of world.players.values()) {
    if (!player.alive || !areEnemies(player, owner)) continue;
    if (Math.abs(player.x - from.x) > reach + flownUnits || Math.abs(player.y - from.y) > reach + flownUnits) continue;
    const units = rayAgainstCircle(ray, player, reach);
    if (units > travelledUnits || (struck !== undefined && units === travelledUnits)) continue;
    travelledUnits = units;
    struck = player;
  }
  if (struck === undefined) return undefined;
  const at = { x: from.x + Math.cos(ray.radians) * travelledUnits, y: from.y + Math.sin(ray.radians) * travelledUnits };
  return { at, struck };
}

/** The one struck takes the direct damage, all others in reach and in sight of the blast their share of the splash. */
function explode(world: World, projectile: Projectile, { at, struck }: Impact, damage: Damage[]): void {
  const owner = ownerOf(world, projectile);
  const { weapon } = projectile;
  let hit = false;
  for (const player of world.players.values()) {
    const harm = player === struck ? directHarm(projectile, player) : splashHarm(world, { projectile, at }, player);
    if (harm === undefined) continue;
    damage.push({ attacker: owner, victim: player, weapon, at: { x: player.x, y: player.y }, from: at, ...harm });
    hit ||= areEnemies(player, owner);
  }
  if (hit) owner.hits += 1;
  world.events.push({ type: 'explosion', projectile: projectile.id, player: owner.id, weapon, at });
}

type Harm = Pick<Damage, 'amount' | 'pushX' | 'pushY'>;

/** Thrown along the flight; by what lies still, away from it. */
function directHarm(projectile: Projectile, struck: Player): Harm {
  const { damage, pushUnitsPerSecond } = defOf(projectile);
  const { vx, vy } = projectile;
  const radians = vx === 0 && vy === 0 ? angleTo(projectile, struck) : Math.atan2(vy, vx);
  return harmAlong(radians, damage, pushUnitsPerSecond);
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

function ownerOf(world: World, { id, owner }: Projectile): Player {
  const player = world.players.get(owner);
  assert(player !== undefined, `projectile ${id} outlives its owner`);
  return player;
}

function defOf(projectile: Projectile): ProjectileDef {
  const def = WEAPONS[projectile.weapon];
  assert(def.kind === 'projectile', `a ${projectile.weapon} flies`);
  return def;
}
