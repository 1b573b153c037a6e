import { ordinal, predictWin } from 'openskill';
import { RANKED } from '../../shared/defs/ranked.ts';

/** What is believed of somebody's strength in a mode: a normal distribution with mean `mu` and deviation `sigma`. */
export interface Rating {
  readonly mu: number;
  readonly sigma: number;
}

/** What is kept of somebody in a mode once they have played a ranked match of it. */
export interface RatingRecord {
  /** As it was after the last match. */
  readonly rating: Rating;
  /** Ranked matches that counted. */
  readonly matches: number;
  readonly lastPlayedAtMs: number;
}

/**
 * The rating that counts now (RK4): each whole week of absence beyond the rest that everybody may take adds doubt, up
 * to that of a newcomer, and never touches the strength. It depends on the record alone, so it may be asked for as often as one likes.
 * @param record undefined for somebody who has not played this mode
 */
export function ratingAt(record: RatingRecord | undefined, nowMs: number): Rating {
  if (record === undefined) return RANKED.newcomer;
  const { mu, sigma } = record.rating;
  const weeks = Math.floor((nowMs - record.lastPlayedAtMs - RANKED.restMs) / RANKED.weekMs);
  if (weeks <= 0) return record.rating;
  const doubt = Math.sqrt(sigma ** 2 + weeks * RANKED.varianceOfWeek);
  return { mu, sigma: Math.max(sigma, Math.min(RANKED.newcomer.sigma, doubt)) };
}

/** The number people see (RK1): what somebody is worth at the least, in whole points from 0. */
export function shownRating(rating: Rating): number {
  const points = ordinal(rating, { z: RANKED.shownDeviations, alpha: RANKED.shownPoints });
  return Math.max(0, Math.round(points));
}

/** Whether somebody stands on the leaderboard (RK2). */
export function isPlaced(matches: number): boolean {
  return matches >= RANKED.placementMatches;
}

/** How likely one side of a match beats the other, 0…1, by the ratings of its players. */
export function chanceOfWinning(side: readonly Rating[], other: readonly Rating[]): number {
  return predictWin([[...side], [...other]])[0]!;
}
