import { HEARING } from '../defs/hearing.ts';
import type { WeaponId } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import { hasLineOfSight } from '../map/raycast.ts';
import { hearSound, roughDirection } from '../math/hear.ts';
import { angleTo, type Vec } from '../math/vec.ts';
import { areEnemies, type Body, type Player, type Trigger } from '../sim/Player.ts';
import type { Phase, SimEvent } from '../sim/SimEvent.ts';
import type { World } from '../sim/World.ts';

/** What a bot knows of itself: what the owner of the seat is sent. */
export interface BotSelf extends Readonly<Body>, Readonly<Omit<Trigger, 'bloom'>> {
  readonly aim: number;
  readonly alive: boolean;
  readonly health: number;
  readonly armour: number;
}

export interface SeenEnemy extends Readonly<Vec> {
  readonly id: string;
  readonly isProtected: boolean;
}

/** A pad in sight, by its place in the map's list, and when it may be taken: pads show it. */
export interface SeenPad {
  readonly pad: number;
  readonly availableAtTick: number;
}

/** A shot of an enemy in flight; units and units per second. */
export interface SeenProjectile extends Readonly<Vec> {
  readonly weapon: WeaponId;
  readonly vx: number;
  readonly vy: number;
}

/** Something out of sight, of which only the direction is known. */
export interface Sound {
  readonly radians: number;
  /** Whether it is the shot that hurt the listener. */
  readonly isHit: boolean;
}

/** All that a bot may think from: what a player in its place would be sent, see and hear. */
export interface BotView {
  readonly tick: number;
  readonly phase: Phase;
  readonly self: BotSelf;
  readonly enemies: readonly SeenEnemy[];
  readonly pads: readonly SeenPad[];
  readonly projectiles: readonly SeenProjectile[];
  readonly sounds: readonly Sound[];
}

/** Half of what a screen shows, and the margin clients are sent beyond it. */
const SIGHT = { halfWidthUnits: 640 + 32, halfHeightUnits: 360 + 32 } as const;

/** Whether someone standing at `eye` sees a point: on its screen, and no wall between. */
export function isInSight(map: ArenaMap, eye: Readonly<Vec>, point: Readonly<Vec>): boolean {
  if (Math.abs(point.x - eye.x) > SIGHT.halfWidthUnits) return false;
  if (Math.abs(point.y - eye.y) > SIGHT.halfHeightUnits) return false;
  return hasLineOfSight(map, eye, point);
}

/**
 * What a player of a world sees now, for bots that play inside the server.
 * Throws when the world has no such player.
 */
export function botViewOfWorld(world: World, playerId: string): BotView {
  const self = world.players.get(playerId);
  if (self === undefined) throw new Error(`no player ${playerId} to see for`);
  return {
    tick: world.tick,
    phase: world.phase,
    self,
    enemies: seeEnemies(world, self),
    pads: seePads(world.map, self, world.pickups),
    projectiles: seeProjectiles(world, self),
    sounds: hearEvents(world.map, self, playerId, world.events),
  };
}

/** The pads in sight of `eye`; `pickups` in the order of the map's pads, undefined for one of which nothing is known. */
export function seePads(
  map: ArenaMap,
  eye: Readonly<Vec>,
  pickups: readonly ({ readonly availableAtTick: number } | undefined)[],
): SeenPad[] {
  const seen: SeenPad[] = [];
  map.pads.forEach((place, pad) => {
    const pickup = pickups[pad];
    if (pickup !== undefined && isInSight(map, eye, place)) seen.push({ pad, availableAtTick: pickup.availableAtTick });
  });
  return seen;
}

/** Shots whose shooter is out of sight, and those that hurt the listener. */
function hearEvents(map: ArenaMap, ear: Readonly<Vec>, playerId: string, events: readonly SimEvent[]): Sound[] {
  const sounds: Sound[] = [];
  for (const event of events) {
    if (event.type === 'hit' && event.victim === playerId && event.attacker !== playerId) {
      sounds.push({ radians: roughDirection(angleTo(ear, event.from)), isHit: true });
    } else if (event.type === 'shot' && event.player !== playerId && !isInSight(map, ear, event.from)) {
      const heard = hearSound(ear, event.from, HEARING.silentUnits);
      if (heard !== undefined) sounds.push({ radians: heard.radians, isHit: false });
    }
  }
  return sounds;
}

function seeEnemies(world: World, self: Player): SeenEnemy[] {
  const seen: SeenEnemy[] = [];
  for (const player of world.players.values()) {
    if (!areEnemies(player, self) || !player.alive || !isInSight(world.map, self, player)) continue;
    const { id, x, y } = player;
    seen.push({ id, x, y, isProtected: player.protectedUntilTick > world.tick });
  }
  return seen;
}

function seeProjectiles(world: World, self: Player): SeenProjectile[] {
  const seen: SeenProjectile[] = [];
  for (const projectile of world.projectiles.values()) {
    const owner = world.players.get(projectile.owner);
    if (owner === undefined || !areEnemies(owner, self) || !isInSight(world.map, self, projectile)) continue;
    const { weapon, x, y, vx, vy } = projectile;
    seen.push({ weapon, x, y, vx, vy });
  }
  return seen;
}
