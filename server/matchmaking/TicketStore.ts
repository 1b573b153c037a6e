import type { RankedMode } from '../../shared/defs/ranked.ts';
import type { QueuedPlayer, Ticket } from './Ticket.ts';

/** Times of the queue, in milliseconds. */
export const QUEUE_TIMES = {
  /** Matches are formed as often as this, by one process of all. */
  round: 1000,
  /** Whoever was not heard of for so long is in no match: their connection may be lost, or their process. */
  present: 3000,
  /** For so long their place in the queue waits for them. */
  keepsPlace: 15_000,
  /** A match that its process has not made by then is given up, and its players wait on. */
  claim: 10_000,
  /** For so long a player who was called to a match can learn of it. */
  call: 8000,
  /** For so long somebody whose match came to nothing can enter again as if they had never left. */
  keepsWaiting: 60_000,
  /** For so long it is known that somebody was told of a match: until it has begun, or was called off. */
  knowsOfMatch: 60_000,
  /** Who left a match that is on is kept out for so long after it was last heard of: as long as a match waits for another process. */
  keptOut: 30_000,
} as const;

/** The wish of one player. A party is a ticket that all its players enter. */
export interface TicketWish {
  /** The player's own id, or one that the party shares. */
  readonly ticketId: string;
  readonly mode: RankedMode;
  /** Players of the party: 1 for who queues alone. */
  readonly size: number;
  readonly player: QueuedPlayer;
  /** What the server knows the player to have waited already. */
  readonly waitedMs: number;
}

/**
 * A party that is complete, or whose others wish for another mode or number of players, takes nobody in; and nobody enters who left
 * a match that is still on, or who waits because a match was missed.
 */
export type Entering = 'entered' | 'partyFull' | 'partyDiffers' | 'matchStillOn' | MissedMatch;

/** A player, or somebody of their party, did not come to a match or left it before it began: nobody of the ticket enters for a while. */
export interface MissedMatch {
  readonly reason: 'missedMatch' | 'mateMissedMatch';
  readonly waitMs: number;
}

/** A player and the connection that speaks for them: the one that entered last. */
export interface Presence {
  readonly playerId: string;
  readonly connection: string;
}

/** How a player's wish stands. */
export type Standing =
  | {
      readonly state: 'waiting';
      readonly waitedMs: number;
      /** Tickets of the mode that have waited longer. */
      readonly ahead: number;
      /** Players of the party who are not there yet. */
      readonly missing: number;
    }
  /** A match is ready; `call` is what the process wrote that made it. */
  | { readonly state: 'called'; readonly call: string }
  /** The player entered by another connection since. */
  | { readonly state: 'replaced' }
  /** Nothing is known of the player. */
  | { readonly state: 'gone' };

export interface QueueRound {
  /** On the clock that all tickets are on. */
  readonly nowMs: number;
  /** Those that are complete, and whose players are all there. */
  readonly tickets: readonly Ticket[];
}

/**
 * The queue of ranked matches, as all processes see it. Each call is one step: whatever others do at the same time, a player
 * has one ticket, and a ticket goes to one match.
 */
export interface TicketStore {
  /** Enters a player; one who waits already goes on waiting, from this connection, and leaves any other wish. */
  enter(wish: TicketWish, connection: string): Promise<Entering>;
  /** Takes a player out, unless they have entered by another connection since. */
  leave(presence: Presence): Promise<void>;
  /** Says that these players are there, and tells how each stands, in the same order. */
  renew(present: readonly Presence[]): Promise<readonly Standing[]>;
  /** Begins a round of forming matches; undefined when another process has begun one, less than a round ago. */
  beginRound(): Promise<QueueRound | undefined>;
  /** Takes tickets for a match: all of them, or none and gives false. */
  claim(matchId: string, ticketIds: readonly string[]): Promise<boolean>;
  /**
   * Calls the players of a match that is ready, each by what is written for them, and takes their tickets out. Gives false, and calls nobody,
   * when a player left or the claim was given up meanwhile.
   */
  settle(matchId: string, ticketIds: readonly string[], calls: ReadonlyMap<string, string>): Promise<boolean>;
  /** Lets the tickets of a claimed match wait on. */
  release(matchId: string, ticketIds: readonly string[]): Promise<void>;
  /**
   * Takes the calls to a match back that came to nothing; calls to any other stay.
   * @param waited its players, and the milliseconds that they enter again with as if they had waited on; 0: they begin anew
   */
  recall(matchId: string, waited: ReadonlyMap<string, number>): Promise<void>;
  /**
   * Takes players out who did not come to a match, or left it before it began, and lets them enter no more for a while: longer, the
   * more often it was within an hour. Whoever was never told of the match is let off, and nobody is counted twice for one.
   */
  noteMissed(matchId: string, playerIds: readonly string[]): Promise<void>;
  /** Takes players out who left a match that is on, and lets them enter no more; to be said again for as long as it is. */
  keepOut(playerIds: readonly string[]): Promise<void>;
  /** Lets players enter again: the match they left, if they left one, is on record. */
  letIn(playerIds: readonly string[]): Promise<void>;
}
