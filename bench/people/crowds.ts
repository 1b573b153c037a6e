import type { Ticket } from '../../server/matchmaking/Ticket.ts';
import { Arrivals } from '../queue/Arrivals.ts';
import { POPULATIONS } from '../queue/populations.ts';

/** As after an announcement: all come within seconds, and nobody has had the time to look far. */
const AT_ONCE = { ...POPULATIONS.full, arrivalsPerMinute: 60_000 };

/** More than the longest reach of two players. */
const PINGS_APART_MS = 1_100;

/** Tickets of as many players, or a few more: alone and in parties, for both modes. Nearly all of them can be matched. */
export function crowdOfMany(players: number, seed: number): Ticket[] {
  const tickets: Ticket[] = [];
  let count = 0;
  for (const ticket of new Arrivals({ ...AT_ONCE, seed }).until(Infinity)) {
    if (count >= players) break;
    tickets.push(ticket);
    count += ticket.players.length;
  }
  return tickets;
}

/**
 * Tickets of as many players for duels whose strengths are the usual ones and of whom no two may meet, for their pings. To find
 * that out takes longer than to match them: each looks at all that are close in strength.
 */
export function crowdApart(players: number, seed: number): Ticket[] {
  const arrivals = new Arrivals({ ...AT_ONCE, teamShare: 0, seed }).until(Infinity);
  return arrivals
    .take(players)
    .map((ticket, index) => {
      const pingMs = PINGS_APART_MS * (index + 1);
      return { ...ticket, players: ticket.players.map((player) => ({ ...player, pingMs })) };
    })
    .toArray();
}
