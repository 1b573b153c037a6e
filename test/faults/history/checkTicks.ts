import { SNAPSHOT_TICKS } from '../../../server/survival/MatchKeeper.ts';
import type { History, Seen, Violation } from './History.ts';

/** Besides the ticks between two snapshots: one being written when the process ended, and patches ahead of it. */
const LAG_TICKS = 15;
export const LARGEST_STEP_BACK_TICKS = SNAPSHOT_TICKS + LAG_TICKS;

/** A snapshot may be missing for this long before a client notices anything. */
const BEFORE_MS = 1000;

/** I2: what a client sees never goes back by more than a snapshot and lag, and never to before a result. */
export function checkTicks(history: History): Violation[] {
  const violations: Violation[] = [];
  const last = new Map<string, Seen>();
  const decided = new Map<string, number>();
  for (const line of history) {
    if (line.type !== 'seen') continue;
    const { player, room, tick, match, phase, atMs } = line;
    const before = last.get(player);
    last.set(player, line);
    const result = decided.get(player);
    const tell = (what: string) =>
      violations.push({ invariant: 'I2', atMs, what: `${player} in room ${room}: ${what}` });
    if (result !== undefined && (match < result || (match === result && phase !== 'results'))) {
      tell(`match ${match} is in phase ${phase} after the results of match ${result}`);
      decided.delete(player);
    }
    if (phase === 'results') decided.set(player, match);
    if (before === undefined || tick >= before.tick - LARGEST_STEP_BACK_TICKS) continue;
    if (!wasStoreAway(history, before.atMs - BEFORE_MS, atMs)) tell(`tick ${tick} after ${before.tick}`);
  }
  return violations;
}

/** Whether no snapshot could be kept at some time in this span. */
export function wasStoreAway(history: History, fromMs: number, toMs: number): boolean {
  let isAway = false;
  for (const { type, atMs } of history) {
    if (atMs > toMs) break;
    if (type === 'storeBack' && atMs < fromMs) isAway = false;
    if (type === 'storeAway') isAway = true;
  }
  return isAway;
}
