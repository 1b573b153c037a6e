import type { ResultOutbox } from '../persistence/ResultOutbox.ts';
import type { Match } from './Match.ts';
import { outcomeOf } from './outcomeOf.ts';

/** Where a match goes on record, and by what right. */
export interface ResultRight {
  readonly results: Pick<ResultOutbox, 'submit' | 'claim'>;
  /** Undefined where no other process could have the match. */
  readonly fence: number | undefined;
}

/** Puts the result of a match that is decided on record, when anybody is in it whom the server knows. */
export function submitResult(match: Match, { results, fence = 0 }: ResultRight): void {
  const outcome = outcomeOf(match, Date.now());
  if (outcome !== undefined) void results.submit({ ...outcome, fence });
}

/**
 * Goes on with the record of a match that was adopted: its last owner is not to write its result any more, and may have
 * ended after deciding it and before putting it on record.
 */
export function takeResultOver(match: Match, right: ResultRight): void {
  const { phase } = match.world;
  if (phase === 'results') return submitResult(match, right);
  const outcome = phase === 'live' ? outcomeOf(match, Date.now()) : undefined;
  if (outcome !== undefined) void right.results.claim({ ...outcome, fence: right.fence ?? 0 });
}
