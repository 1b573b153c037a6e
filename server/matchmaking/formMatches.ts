import { RANKED_MODES, type QueueRules, type RankedMode } from '../../shared/defs/ranked.ts';
import type { MatchCard } from '../../shared/net/MatchCard.ts';
import { describeMatch } from './describeMatch.ts';
import { MatchGroup } from './MatchGroup.ts';
import { gapBetween, splitSides, type Sides } from './splitSides.ts';
import { waitedMs, type Ticket } from './Ticket.ts';
import { WaitingLine, type Waiting } from './WaitingLine.ts';

/** A match that is to be played. */
export interface FormedMatch {
  readonly mode: RankedMode;
  /** Both sides have the same number of players; in a team mode the first is team 1. */
  readonly sides: readonly [readonly Ticket[], readonly Ticket[]];
  /** What each player is told, by player id. */
  readonly cards: ReadonlyMap<string, MatchCard>;
}

export interface FormedMatches {
  readonly matches: readonly FormedMatch[];
  /** Those no match was found for: of each mode, the longest waiting first. */
  readonly waiting: readonly Ticket[];
}

/** So many of those in reach are looked at for one ticket, closest first: a full queue is not searched to its end. */
const MOST_LOOKED_AT = 64;

/**
 * Forms ranked matches. Who waits longest chooses first, and takes those closest in strength whom both may meet (QU1), so nobody is
 * passed over for good: the reach grows with waiting until it holds everybody. The same tickets at the same time give the same
 * matches, in whatever order they come.
 * @param tickets of any ranked modes; nobody is in two of them
 * @param nowMs on the clock of the tickets
 */
export function formMatches(tickets: readonly Ticket[], nowMs: number, rules: QueueRules): FormedMatches {
  const matches: FormedMatch[] = [];
  const waiting: Ticket[] = [];
  for (const mode of RANKED_MODES) {
    const line = new WaitingLine(
      tickets.filter((ticket) => ticket.mode === mode),
      nowMs,
      rules,
    );
    for (const seeker of line.oldestFirst()) {
      const sides = findSides(seeker, line, nowMs, rules);
      if (sides === undefined) {
        waiting.push(seeker.ticket);
        continue;
      }
      for (const found of sides.flat()) line.take(found);
      matches.push({ mode, sides: ticketsOf(sides), cards: describeMatch(sides, nowMs, rules) });
    }
  }
  // Some were taken by who chose later.
  const matched = new Set(matches.flatMap(({ sides }) => sides.flat()));
  return { matches, waiting: waiting.filter((ticket) => !matched.has(ticket)) };
}

/** The match for a ticket, with sides as large as they can be of those it has waited for (QU5). */
function findSides(seeker: Waiting, line: WaitingLine, nowMs: number, rules: QueueRules): Sides | undefined {
  const { mode, players } = seeker.ticket;
  const waited = waitedMs(seeker.ticket, nowMs);
  for (const { size, afterMs } of rules.sides[mode]) {
    if (waited < afterMs || players.length > size) continue;
    const group = gather(seeker, line, size);
    const sides = group && splitSides(group, size);
    if (sides !== undefined && isBalanced(sides)) return sides;
  }
  return undefined;
}

/** Enough players for a match, closest to the seeker; undefined when too few are in reach. */
function gather(seeker: Waiting, line: WaitingLine, sideSize: number): readonly Waiting[] | undefined {
  const group = new MatchGroup(seeker, sideSize);
  let lookedAt = 0;
  for (const candidate of line.closestTo(seeker)) {
    if (group.isFull || ++lookedAt > MOST_LOOKED_AT) break;
    group.offer(candidate);
  }
  return group.isFull ? group.members : undefined;
}

/**
 * The sides as wholes are held to the same as two players are. By the mean of their players alone it would be worth too much
 * to be four of one strength: the sums decide who wins.
 */
function isBalanced(sides: Sides): boolean {
  const everybody = sides.flat();
  const reach = everybody.reduce((sum, { reach: { rating } }) => sum + rating, 0) / everybody.length;
  return Math.abs(gapBetween(sides)) <= reach;
}

function ticketsOf([first, second]: Sides): FormedMatch['sides'] {
  return [first.map(({ ticket }) => ticket), second.map(({ ticket }) => ticket)];
}
