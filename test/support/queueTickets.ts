import type { QueuedPlayer, Ticket } from '../../server/matchmaking/Ticket.ts';
import type { RankedMode } from '../../shared/defs/ranked.ts';
import type { TicketWish } from '../../server/matchmaking/TicketStore.ts';

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

/** The wish for a duel of somebody who queues alone, unless it says more. */
export function wishOf(id: string, more: Partial<TicketWish> = {}): TicketWish {
  return { ticketId: id, mode: 'duel', size: 1, player: queueTicket(id).players[0]!, waitedMs: 0, ...more };
}

/** What a wish says besides of who queues in a party. */
export function party(id: string, size: number): Partial<TicketWish> {
  return { ticketId: id, size, mode: 'teamDeathmatch' };
}
