import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { MatchResult, PlayerResult } from '../../server/match/MatchResult.ts';
import { ResultFiles } from '../../server/persistence/ResultFiles.ts';
import { ResultOutbox } from '../../server/persistence/ResultOutbox.ts';
import { ResultStore } from '../../server/persistence/ResultStore.ts';
import type { Services } from '../../server/services.ts';
import type { Errand } from './errands.ts';
import { repeat, type Repetitions } from './repeat.ts';

/** Of a ranked match of two teams, the most there is to write. */
const PLAYERS = 8;
const MATCH_MS = 300_000;

/**
 * Makes ready to put results on record as rooms do: on the disk, and from there into the database with the ratings that
 * follow. Each takes from the end of its match until it is committed.
 */
export function prepareResults(
  { players, atOnce, seconds }: Extract<Errand, { readonly kind: 'results' }>,
  services: Services,
): () => Promise<Repetitions> {
  const committed = new Map<string, PromiseWithResolvers<void>>();
  const store = new ResultStore(services.db);
  const outbox = new ResultOutbox({
    ...services,
    files: new ResultFiles(join(services.config.dataDir, 'results-of-bench')),
    store: {
      claim: (claim) => store.claim(claim),
      async write(result) {
        const writing = store.write(result);
        const { resolve, reject } = committed.get(result.matchId)!;
        writing.then(() => resolve(), reject);
        return writing;
      },
    },
  });
  let matches = 0;
  return () =>
    repeat({ atOnce, seconds }, async () => {
      const result = resultOf(players, matches++);
      const { matchId } = result;
      const done = Promise.withResolvers<void>();
      committed.set(matchId, done);
      await outbox.submit(result);
      await done.promise;
      committed.delete(matchId);
    });
}

/** That of the n-th match: everybody plays in turn. */
function resultOf(players: readonly string[], match: number): MatchResult {
  const endedAtMs = Date.now();
  return {
    matchId: randomUUID(),
    fence: 0,
    mode: 'teamDeathmatch',
    map: 'crossfire',
    ranked: true,
    startedAtMs: endedAtMs - MATCH_MS,
    endedAtMs,
    ticks: 18_000,
    players: Array.from({ length: PLAYERS }, (_, index) => {
      return playerResult(players[(match * PLAYERS + index) % players.length]!, index);
    }),
  };
}

function playerResult(playerId: string, index: number): PlayerResult {
  const place = 1 + (index % 2);
  return { playerId, name: 'Guest', team: place, place, score: 10, kills: 8, deaths: 8, leftEarly: false };
}
