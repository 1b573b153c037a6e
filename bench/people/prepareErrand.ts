import { formMatches } from '../../server/matchmaking/formMatches.ts';
import { Matchmaker } from '../../server/matchmaking/Matchmaker.ts';
import type { Services } from '../../server/services.ts';
import { QUEUE_RULES } from '../../shared/defs/ranked.ts';
import { crowdApart, crowdOfMany } from './crowds.ts';
import type { Errand } from './errands.ts';
import { NO_ROOMS } from './noRooms.ts';
import { openTickets } from './openTickets.ts';
import { preparePairs } from './preparePairs.ts';
import { prepareResults } from './prepareResults.ts';
import type { Repetitions } from './repeat.ts';
import { timeApart } from './timeApart.ts';

const PASSES = 20;
const STEPS = 5;

/** Does all of an errand that is not to be measured; gives what is. */
export async function prepareErrand(errand: Errand, services: Services): Promise<() => Promise<Repetitions>> {
  switch (errand.kind) {
    case 'results':
      return prepareResults(errand, services);
    case 'pass':
      return preparePasses(errand);
    case 'step':
      return prepareSteps(errand, services);
    case 'pairs':
      return preparePairs(errand, services);
  }
}

function preparePasses({ crowd, players, seed }: Extract<Errand, { readonly kind: 'pass' }>) {
  const tickets = (crowd === 'apart' ? crowdApart : crowdOfMany)(players, seed);
  const nowMs = Math.max(...tickets.map(({ enteredAtMs }) => enteredAtMs));
  return () => timeApart(PASSES, async () => () => formMatches(tickets, nowMs, QUEUE_RULES));
}

function prepareSteps(
  { players, seed, redisUrl }: Extract<Errand, { readonly kind: 'step' }>,
  { log, spareTime }: Services,
): () => Promise<Repetitions> {
  const crowd = crowdOfMany(players, seed);
  const opened = openTickets(redisUrl, log);
  return async () => {
    const taken = await timeApart(STEPS, async () => {
      const tickets = await opened.empty();
      for (const { id: ticketId, mode, players: party } of crowd) {
        for (const player of party) {
          const wish = { ticketId, mode, size: party.length, player, waitedMs: 0 };
          await tickets.enter(wish, player.playerId);
        }
      }
      const matchmaker = new Matchmaker({ tickets, rooms: NO_ROOMS, rules: QUEUE_RULES, spareTime, log });
      return () => matchmaker.beat();
    });
    await opened.close();
    return taken;
  };
}
