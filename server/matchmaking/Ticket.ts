import type { RankedMode } from '../../shared/defs/ranked.ts';
import type { Rating } from '../ranked/rating.ts';

/** Somebody who waits for a ranked match. */
export interface QueuedPlayer {
  readonly playerId: string;
  readonly name: string;
  /** As it counts at the time of entering. */
  readonly rating: Rating;
  readonly isPlaced: boolean;
  /** Round trip to the server, as the server measured it. */
  readonly pingMs: number;
}

/** One wish in the queue: of one player, or of a party that stays together. */
export interface Ticket {
  readonly id: string;
  readonly mode: RankedMode;
  readonly players: readonly QueuedPlayer[];
  readonly enteredAtMs: number;
}

/** How long a ticket has waited; 0 for one that came this very moment on another process's clock. */
export function waitedMs({ enteredAtMs }: Ticket, nowMs: number): number {
  return Math.max(0, nowMs - enteredAtMs);
}
