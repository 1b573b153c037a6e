import type { QueueRules, Widening } from '../../shared/defs/ranked.ts';
import { waitedMs, type Ticket } from './Ticket.ts';

/** How far from its own rating and ping a ticket looks for others now. */
export interface Reach {
  /** In units of strength. */
  readonly rating: number;
  readonly pingMs: number;
}

/** The reach of a ticket after it has waited (QU2, QU3). */
export function reachOf(ticket: Ticket, nowMs: number, rules: QueueRules): Reach {
  const waitedSeconds = waitedMs(ticket, nowMs) / 1000;
  const isPlaced = ticket.players.every((player) => player.isPlaced);
  const rating = widen(rules.rating, waitedSeconds) * (isPlaced ? 1 : rules.placementReach);
  return { rating, pingMs: widen(rules.pingMs, waitedSeconds) };
}

function widen({ atFirst, perSecond, atMost }: Widening, seconds: number): number {
  return Math.min(atMost, atFirst + perSecond * seconds);
}
