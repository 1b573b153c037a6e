import type { QueuedPlayer, Ticket } from '../../server/matchmaking/Ticket.ts';
import type { RankedMode } from '../../shared/defs/ranked.ts';

export interface TicketWishes {
  readonly mode?: RankedMode;
  /** The strengths of its players, one for each. */
  readonly mu?: number | readonly number[];
  readonly sigma?: number;
  readonly isPlaced?: boolean;
  readonly pingMs?: number;
  readonly enteredAtMs?: number;
}

/** A ticket under an id, for a duel of one settled player of middling strength unless told otherwise. */
export function queueTicket(id: string, wishes: TicketWishes = {}): Ticket {
  const { mode = 'duel', mu = 25, sigma = 1.5, isPlaced = true, pingMs = 30, enteredAtMs = 0 } = wishes;
  const players = [mu].flat().map((strength, index): QueuedPlayer => {
    const playerId = index === 0 ? id : `${id}+${index}`;
    return { playerId, name: playerId, rating: { mu: strength, sigma }, isPlaced, pingMs };
  });
  return { id, mode, players, enteredAtMs };
}
