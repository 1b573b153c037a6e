import { sql, type Kysely } from 'kysely';
import type { ModeId } from '../../shared/defs/modes.ts';
import { RANKED } from '../../shared/defs/ranked.ts';
import type { Leaderboard, LeaderboardRow } from '../../shared/net/records.ts';
import { shownRating } from '../ranked/rating.ts';
import type { Database } from './tables.ts';

/** How many were before, and the place and rating of the last of them: where a page of a leaderboard ended. */
export const LEADER_PLACE = /^(\d{1,5})\.(\d{1,5})\.(\d{1,6})$/;

export interface LeaderPage {
  readonly mode: ModeId;
  readonly limit: number;
  /** The `next` of the page before, of the form of `LEADER_PLACE`; undefined begins with the best. */
  readonly after: string | undefined;
  readonly nowMs: number;
}

/**
 * The best of a ranked mode (RK2, RK9), by what they are worth at the least. Nobody on it has been away for so long that doubt
 * has grown, so the ratings that are kept are those that count, and an index has them in order.
 */
export async function listLeaders(db: Kysely<Database>, page: LeaderPage): Promise<Leaderboard> {
  const rows: LeaderboardRow[] = [];
  const [offset, place, rating] = readPlace(page.after);
  let last = { place, rating };
  for (const { mu, sigma, ...player } of await queryLeaders(db, page).execute()) {
    const shown = shownRating({ mu, sigma });
    // Equals share a place, over the edge of a page as well.
    if (shown !== last.rating) last = { place: offset + rows.length + 1, rating: shown };
    rows.push({ ...player, ...last });
  }
  const isFull = rows.length === page.limit;
  return { mode: page.mode, rows, ...(isFull && { next: `${offset + rows.length}.${last.place}.${last.rating}` }) };
}

/** The rows of a page, not asked for yet. */
export function queryLeaders(db: Kysely<Database>, { mode, after, limit, nowMs }: LeaderPage) {
  const [offset] = readPlace(after);
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

/** How many were before, and the last of them; nobody has the rating of the first page's. */
function readPlace(after: string | undefined): readonly [offset: number, place: number, rating: number] {
  const [, offset = 0, place = 0, rating = -1] = LEADER_PLACE.exec(after ?? '') ?? [];
  return [Number(offset), Number(place), Number(rating)];
}
