import { angleDifference } from '../math/angle.ts';
import { angleTo, distance } from '../math/vec.ts';
import type { BotView } from './BotView.ts';
import type { Brain, Track } from './Brain.ts';

/** As if the enemy were this much further away. */
const PROTECTED_UNITS = 500;
const BEHIND_UNITS = 250;
/** One does not drop the enemy one fights for another a little nearer. */
const LOYALTY_UNITS = 140;

/** Settles whom a bot fights: near, in front of it, and rather the same as before. */
export function chooseTarget(brain: Brain, view: BotView): void {
  let best = '';
  let bestUnits = Infinity;
  for (const { id } of view.enemies) {
    const track = brain.tracks.get(id);
    if (track === undefined || view.tick - track.noticedTick < brain.skill.reactionTicks) continue;
    const units = reluctance(brain, view, track) - (id === brain.target ? LOYALTY_UNITS : 0);
    if (units >= bestUnits) continue;
    best = id;
    bestUnits = units;
  }
  brain.target = best;
}

/** The enemy fought now, in sight; undefined for none. */
export function targetOf(brain: Brain): Track | undefined {
  return brain.tracks.get(brain.target);
}

/** The enemy seen last, now out of sight; undefined for none. */
export function lostEnemy(brain: Brain, tick: number): Track | undefined {
  let latest: Track | undefined;
  for (const track of brain.tracks.values()) {
    if (track.seenTick < tick && track.seenTick > (latest?.seenTick ?? -Infinity)) latest = track;
  }
  return latest;
}

function reluctance(brain: Brain, view: BotView, track: Track): number {
  const turn = Math.abs(angleDifference(brain.aim, angleTo(view.self, track)));
  return distance(view.self, track) + (turn / Math.PI) * BEHIND_UNITS + (track.isProtected ? PROTECTED_UNITS : 0);
}
