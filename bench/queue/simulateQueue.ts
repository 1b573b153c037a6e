import { formMatches, type FormedMatch } from '../../server/matchmaking/formMatches.ts';
import { waitedMs, type Ticket } from '../../server/matchmaking/Ticket.ts';
import { RANKED_MODES, type QueueRules, type RankedMode } from '../../shared/defs/ranked.ts';
import { Arrivals } from './Arrivals.ts';
import type { Population } from './populations.ts';
import { summarizeQueue, type PlayedPairing, type QueueSummary } from './summarizeQueue.ts';

/** How often matches are formed, as the server does. */
const ROUND_MS = 1000;

/** What a population comes to under the rules of the queue, by mode. Nobody gives up waiting. */
export function simulateQueue(population: Population, rules: QueueRules): readonly QueueSummary[] {
  const arrivals = new Arrivals(population);
  const pairings: Record<RankedMode, PlayedPairing[]> = { duel: [], teamDeathmatch: [] };
  let waiting: readonly Ticket[] = [];
  const endsAtMs = population.seconds * 1000;
  for (let nowMs = ROUND_MS; nowMs <= endsAtMs; nowMs += ROUND_MS) {
    const formed = formMatches([...waiting, ...arrivals.until(nowMs)], nowMs, rules);
    for (const match of formed.matches) pairings[match.mode].push(pairingOf(match));
    waiting = formed.waiting;
  }
  return RANKED_MODES.map((mode) => {
    const left = waiting.filter((ticket) => ticket.mode === mode);
    const leftMs = left.flatMap((ticket) => ticket.players.map(() => waitedMs(ticket, endsAtMs)));
    return summarizeQueue(mode, pairings[mode], leftMs);
  });
}

function pairingOf({ cards }: FormedMatch): PlayedPairing {
  const [first] = cards.values();
  const { ratingGap, pingGapMs, chance, sideSize } = first!;
  return {
    ratingGap: Math.abs(ratingGap),
    pingGapMs,
    favourite: Math.max(chance, 1 - chance),
    sideSize,
    waitedMs: Array.from(cards.values(), (card) => card.waitedMs),
  };
}
