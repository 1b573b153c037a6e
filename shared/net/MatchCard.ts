import type { RankedMode } from '../defs/ranked.ts';

/**
 * Why a ranked match was formed as it was: among players as close as one looks for at first; among those whom waiting brought into reach;
 * with smaller sides than usual because too few were about; with somebody in it whose rating is still being placed.
 */
export type MatchReason = 'close' | 'widened' | 'smaller' | 'placement';

/** What a player is told about a ranked match before it begins. */
export interface MatchCard {
  readonly mode: RankedMode;
  /** Players a side. */
  readonly sideSize: number;
  /** Between the means of the two sides, in points as ratings are shown; above 0 when the player's own is the stronger. */
  readonly ratingGap: number;
  /** The player's own, and the difference between the longest and the shortest of the match. */
  readonly pingMs: number;
  readonly pingGapMs: number;
  readonly waitedMs: number;
  /** How likely the player's side wins, 0…1. */
  readonly chance: number;
  readonly reasons: readonly MatchReason[];
}

/** What calls a player to a ranked match: the room to join by its id, and why it is this one. */
export interface MatchCall {
  readonly roomId: string;
  readonly card: MatchCard;
}
