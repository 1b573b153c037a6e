import { checkDurability } from './checkDurability.ts';
import { checkListings } from './checkListings.ts';
import { checkOwners } from './checkOwners.ts';
import { checkResults } from './checkResults.ts';
import { checkSeats } from './checkSeats.ts';
import { checkTicks } from './checkTicks.ts';
import type { History, Violation } from './History.ts';

const CHECKS = [checkOwners, checkTicks, checkDurability, checkResults, checkListings, checkSeats];

/** Finds every breach of the invariants I1 to I7 in what was said during a run, in any order; the oldest breach first. */
export function checkHistory(history: History): Violation[] {
  const lines = history.toSorted((one, other) => one.atMs - other.atMs);
  return CHECKS.flatMap((check) => check(lines)).toSorted((one, other) => one.atMs - other.atMs);
}
