import { raycastWalls } from '../map/raycast.ts';
import type { BotView, SeenProjectile } from './BotView.ts';
import type { Brain } from './Brain.ts';

/** A projectile that passes nearer than this is worth a sidestep. */
const DANGER_UNITS = 75;
const NOTICE_SECONDS = 0.75;
const URGENT_SECONDS = 0.3;
const ROOM_UNITS = 60;

/** Away from the line of the projectile that is about to come closest; undefined when none is. */
export function dodgeProjectiles(brain: Brain, view: BotView): { radians: number; isUrgent: boolean } | undefined {
  let nearest: SeenProjectile | undefined;
  let nearestSeconds = NOTICE_SECONDS;
  for (const projectile of view.projectiles) {
    const seconds = secondsToPass(view, projectile);
    if (seconds <= 0 || seconds >= nearestSeconds || missUnits(view, projectile, seconds) > DANGER_UNITS) continue;
    nearest = projectile;
    nearestSeconds = seconds;
  }
  if (nearest === undefined) return undefined;
  return { radians: sideOf(brain, view, nearest), isUrgent: nearestSeconds < URGENT_SECONDS };
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
