import type { RankedMode } from '../defs/ranked.ts';
import type { MatchCall } from './MatchCard.ts';

/** Why somebody is not in the queue. */
export type QueueRefusal =
  /** They left matches early, and wait. */
  | 'leftEarly'
  /** A match they left is still being played. */
  | 'matchStillOn'
  /** They did not come to a match they were called to, or left it before it began, and wait. */
  | 'missedMatch'
  /** The same holds for somebody of their party, and the party waits with them. */
  | 'mateMissedMatch'
  /** The mode has no side for a party of this size. */
  | 'partyTooLarge'
  | 'partyFull'
  /** Others of the party wish for another mode or number of players. */
  | 'partyDiffers'
  /** What is on record of them cannot be read now. */
  | 'recordAway';

/** Messages a client may send to the room `queue`, by type. */
export interface ToQueue {
  /** A wish for a match; a newer one takes the place of the one before. Leaving the room takes it back. */
  enter: {
    readonly mode: RankedMode;
    /** All players of a party enter with the same code, of ten symbols as an invite has, and the same size. */
    readonly party?: { readonly code: string; readonly size: number } | undefined;
  };
}

/** Messages the room `queue` sends, by type. */
export interface FromQueue {
  /** Each second, to everybody who waits. */
  progress: {
    readonly mode: RankedMode;
    readonly waitedMs: number;
    /** Tickets of the mode that have waited longer. */
    readonly ahead: number;
    /** Players of the party who have not entered yet. */
    readonly missing: number;
    /** How far off others may be by now: points as ratings are shown, and the difference in ping. */
    readonly reach: { readonly points: number; readonly pingMs: number };
  };
  /** A match is ready: its room is to be joined by its id within eight seconds. */
  matched: MatchCall;
  /** The wish was not taken. `waitMs`: until it can be. */
  refused: { readonly reason: QueueRefusal; readonly waitMs?: number | undefined };
}
