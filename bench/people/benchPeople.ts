import { runParts, type PartResult, type Parts } from '../runParts.ts';
import type { Sizes } from '../survival/Sizes.ts';
import { benchAccounts } from './accounts.ts';
import { benchEvictions } from './evictions.ts';
import { benchMatchmaking } from './matchmaking.ts';

const PARTS: Parts = {
  sqlite: (run) => benchAccounts('sqlite', run),
  postgres: (run) => benchAccounts('postgres', run),
  matchmaking: benchMatchmaking,
  evictions: benchEvictions,
};

export const PEOPLE_PARTS = Object.keys(PARTS);

/**
 * Measures what people ask of a server beside the game, and what that costs the game: signing in and results on either
 * database, and the queue of ranked matches. All of it is asked of a process whose matches go on with 200 bots.
 */
export function benchPeople(parts: readonly string[], sizes: Sizes): AsyncGenerator<PartResult> {
  return runParts(PARTS, parts, sizes);
}
