import { RANKED } from '../../shared/defs/ranked.ts';

/**
 * When somebody who left matches early may queue again (RK7); not later than now when they may at once.
 * @param leftAtMs when the ranked matches ended that they had left early, in any order
 */
export function mayQueueAtMs(leftAtMs: readonly number[], nowMs: number): number {
  const remembered = leftAtMs.filter((atMs) => atMs > nowMs - RANKED.leavesRememberedMs);
  if (remembered.length === 0) return nowMs;
  const waits = RANKED.waitAfterLeavesMs;
  const waitMs = waits[Math.min(remembered.length, waits.length) - 1]!;
  return Math.max(nowMs, Math.max(...remembered) + waitMs);
}
