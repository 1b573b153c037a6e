import { sql, type Kysely } from 'kysely';
import { RANKED } from '../../shared/defs/ranked.ts';
import { shownRating } from '../ranked/rating.ts';
import type { Database } from './tables.ts';

/** A line of a leaderboard. */
export interface Leader {
  /** From 1. */
  readonly place: number;
  readonly id: string;
  readonly name: string;
  readonly rating: number;
  readonly matches: number;
  readonly wins: number;
}

export interface LeaderPage {
  readonly mode: string;
  /** How many better ones to leave out. */
  readonly offset: number;
  readonly limit: number;
  readonly nowMs: number;
}

/**
 * The best of a ranked mode (RK2, RK9), by what they are worth at the least. Nobody on it has been away for so long that doubt
 * has grown, so the ratings that are kept are those that count, and an index has them in order.
 */
export async function listLeaders(db: Kysely<Database>, page: LeaderPage): Promise<readonly Leader[]> {
  const rows = await queryLeaders(db, page).execute();
  return rows.map(({ id, name, mu, sigma, matches, wins }, index) => ({
    place: page.offset + index + 1,
    id,
    name,
    rating: shownRating({ mu, sigma }),
    matches,
    wins,
  }));
}

/** The rows of a page, not asked for yet. */
export function queryLeaders(db: Kysely<Database>, { mode, offset, limit, nowMs }: LeaderPage) {
  return (
    db
      .selectFrom('ratings')
      .innerJoin('players', 'players.id', 'ratings.player_id')
      .select(['players.id', 'players.name', 'mu', 'sigma', 'matches', 'wins'])
      .where('mode', '=', mode)
      .where('matches', '>=', RANKED.placementMatches)
      .where('last_played_at', '>', nowMs - RANKED.restMs - RANKED.weekMs)
      // As the index has it, to the letter.
      .orderBy(sql`(mu - 3 * sigma)`, 'desc')
      .orderBy('player_id')
      .limit(limit)
      .offset(offset)
  );
}
