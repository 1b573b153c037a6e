import { TICK_RATE, ticksOf } from '../defs/rates.ts';
import { distance, lerp } from '../math/vec.ts';
import { isInSight, type BotView, type SeenEnemy } from './BotView.ts';
import type { Brain, Track } from './Brain.ts';

/** Out of sight for longer, an enemy has to be noticed anew. */
const NOTICE_AGAIN_TICKS = ticksOf(0.7);
const FORGET_TICKS = ticksOf(5);
/** Further in one tick than any body moves: it has come back elsewhere. */
const LEAP_UNITS = 40;
const VELOCITY_SHARE = 0.25;

/** Takes what is seen and heard into the memory of a brain. */
export function perceive(brain: Brain, view: BotView): void {
  for (const enemy of view.enemies) rememberEnemy(brain, enemy, view.tick);
  for (const [id, track] of brain.tracks) if (isStale(brain, track, view)) brain.tracks.delete(id);
  for (const { pad, availableAtTick } of view.pads) brain.padReadyAt[pad] = availableAtTick;
  for (const { radians, isHit } of view.sounds) {
    const isMasked = !isHit && brain.sound.tick > view.tick - ticksOf(0.5);
    if (!isMasked) brain.sound = { radians, tick: view.tick };
  }
}

function rememberEnemy(brain: Brain, enemy: SeenEnemy, tick: number): void {
  const { x, y, isProtected } = enemy;
  const track = brain.tracks.get(enemy.id);
  if (track === undefined || tick - track.seenTick > NOTICE_AGAIN_TICKS || distance(track, enemy) > LEAP_UNITS) {
    brain.tracks.set(enemy.id, { x, y, vx: 0, vy: 0, seenTick: tick, noticedTick: tick, isProtected });
    return;
  }
  const ticks = tick - track.seenTick;
  if (ticks > 0) {
    track.vx = lerp(track.vx, ((x - track.x) / ticks) * TICK_RATE, VELOCITY_SHARE);
    track.vy = lerp(track.vy, ((y - track.y) / ticks) * TICK_RATE, VELOCITY_SHARE);
  }
  track.x = x;
  track.y = y;
  track.seenTick = tick;
  track.isProtected = isProtected;
}

/** Long ago, or one can see that it is no longer there. */
function isStale(brain: Brain, track: Track, view: BotView): boolean {
  const ticks = view.tick - track.seenTick;
  return ticks > FORGET_TICKS || (ticks > 1 && isInSight(brain.map, view.self, track));
}
