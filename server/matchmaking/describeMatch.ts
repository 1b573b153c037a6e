import { RANKED, type QueueRules } from '../../shared/defs/ranked.ts';
import type { MatchCard, MatchReason } from '../../shared/net/MatchCard.ts';
import { chanceOfWinning, type Rating } from '../ranked/rating.ts';
import { gapBetween, type Sides } from './splitSides.ts';
import { waitedMs } from './Ticket.ts';
import type { Waiting } from './WaitingLine.ts';

/** What each player of a match is told about it, by player id (QU6). */
export function describeMatch(sides: Sides, nowMs: number, rules: QueueRules): ReadonlyMap<string, MatchCard> {
  const everybody = sides.flat();
  const first = ratingsOf(sides[0]);
  const chance = chanceOfWinning(first, ratingsOf(sides[1]));
  const gap = Math.round((gapBetween(sides) / first.length) * RANKED.shownPoints);
  const common = {
    mode: everybody[0]!.ticket.mode,
    sideSize: first.length,
    pingGapMs: Math.round(pingGap(everybody)),
    reasons: reasonsFor(sides, rules),
  };
  const cards = new Map<string, MatchCard>();
  for (const [index, side] of sides.entries()) {
    const own = { ratingGap: index === 0 ? gap : 0 - gap, chance: index === 0 ? chance : 1 - chance };
    for (const { ticket } of side) {
      const waited = Math.round(waitedMs(ticket, nowMs));
      for (const { playerId, pingMs } of ticket.players)
        cards.set(playerId, { ...common, ...own, pingMs: Math.round(pingMs), waitedMs: waited });
    }
  }
  return cards;
}

function ratingsOf(side: readonly Waiting[]): readonly Rating[] {
  return side.flatMap(({ ticket }) => ticket.players.map(({ rating }) => rating));
}

/** Between the longest and the shortest ping of a match. */
function pingGap(group: readonly Waiting[]): number {
  const most = Math.max(...group.map(({ mostPingMs }) => mostPingMs));
  return most - Math.min(...group.map(({ leastPingMs }) => leastPingMs));
}

/** Whether anybody had to look further than at first counts between all whom the match brings together. */
function reasonsFor(sides: Sides, rules: QueueRules): readonly MatchReason[] {
  const everybody = sides.flat();
  const players = everybody.flatMap(({ ticket }) => ticket.players);
  const strengths = everybody.map(({ strength }) => strength);
  const spread = Math.max(...strengths) - Math.min(...strengths);
  const isClose = spread <= rules.rating.atFirst && pingGap(everybody) <= rules.pingMs.atFirst;
  const usualSize = rules.sides[everybody[0]!.ticket.mode][0]!.size;
  const reasons: MatchReason[] = [isClose ? 'close' : 'widened'];
  if (players.length < 2 * usualSize) reasons.push('smaller');
  if (players.some(({ isPlaced }) => !isPlaced)) reasons.push('placement');
  return reasons;
}
