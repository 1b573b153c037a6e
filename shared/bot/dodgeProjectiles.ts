import { WEAPONS, type ProjectileDef } from '../defs/weapons.ts';
import { raycastWalls } from '../map/raycast.ts';
import { angleTo } from '../math/vec.ts';
import type { BotView, SeenProjectile } from './BotView.ts';
import type { Brain } from './Brain.ts';

/** A projectile that passes nearer than this is worth a sidestep. */
const DANGER_UNITS = 75;
const NOTICE_SECONDS = 0.75;
const URGENT_SECONDS = 0.3;
const ROOM_UNITS = 60;
/** What rolls is feared where it will be after this long. */
const ROLL_AHEAD_SECONDS = 0.25;
/** A blast is fled from as far as it reaches; from nearer than this share of it, in haste. */
const URGENT_SHARE = 0.6;

/** A way out of danger: a direction, and whether there is no time to lose. */
interface Dodge {
  readonly radians: number;
  readonly isUrgent: boolean;
}

/**
 * Away from the line of the projectile that is about to come closest, or from one that rolls near by and bursts when its
 * fuse ends; undefined when nothing threatens.
 */
export function dodgeProjectiles(brain: Brain, view: BotView): Dodge | undefined {
  let nearest: SeenProjectile | undefined;
  let nearestSeconds = NOTICE_SECONDS;
  for (const projectile of view.projectiles) {
    const def = WEAPONS[projectile.weapon];
    if (def.kind === 'projectile' && def.bounce !== undefined) {
      const flight = fleeBlast(brain, view, projectile, def);
      if (flight !== undefined) return flight;
      continue;
    }
    const seconds = secondsToPass(view, projectile);
    if (seconds <= 0 || seconds >= nearestSeconds || missUnits(view, projectile, seconds) > DANGER_UNITS) continue;
    nearest = projectile;
    nearestSeconds = seconds;
  }
  if (nearest === undefined) return undefined;
  return { radians: sideOf(brain, view, nearest), isUrgent: nearestSeconds < URGENT_SECONDS };
}

/** Straight away from where it will lie, or along the wall that is in the way. */
function fleeBlast(brain: Brain, { self }: BotView, rolling: SeenProjectile, def: ProjectileDef): Dodge | undefined {
  const x = rolling.x + rolling.vx * ROLL_AHEAD_SECONDS;
  const y = rolling.y + rolling.vy * ROLL_AHEAD_SECONDS;
  const units = Math.hypot(self.x - x, self.y - y);
  if (units > def.splashRadiusUnits) return undefined;
  const away = angleTo({ x, y }, self);
  const ways = [away, away + Math.PI / 3, away - Math.PI / 3, away + Math.PI / 2, away - Math.PI / 2];
  const open = ways.find(
    (radians) => raycastWalls(brain.map, { x: self.x, y: self.y, radians }, ROOM_UNITS) >= ROOM_UNITS,
  );
  return { radians: open ?? away, isUrgent: units < def.splashRadiusUnits * URGENT_SHARE };
}

/** When a projectile is closest, as seen from a body that stands. */
function secondsToPass({ self }: BotView, { x, y, vx, vy }: SeenProjectile): number {
  return ((self.x - x) * vx + (self.y - y) * vy) / (vx * vx + vy * vy);
}

function missUnits({ self }: BotView, { x, y, vx, vy }: SeenProjectile, seconds: number): number {
  return Math.hypot(x + vx * seconds - self.x, y + vy * seconds - self.y);
}

/** Square to the projectile's way, to the side one stands on already, unless a wall is there. */
function sideOf(brain: Brain, { self }: BotView, { x, y, vx, vy }: SeenProjectile): number {
  const isLeft = vx * (self.y - y) - vy * (self.x - x) < 0;
  const radians = Math.atan2(vy, vx) + (isLeft ? -Math.PI / 2 : Math.PI / 2);
  const room = raycastWalls(brain.map, { x: self.x, y: self.y, radians }, ROOM_UNITS);
  return room >= ROOM_UNITS ? radians : radians + Math.PI;
}
