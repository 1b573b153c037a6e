import type { Kysely } from 'kysely';
import { isPlaced, ratingAt, shownRating } from '../ranked/rating.ts';
import type { Database, RowOf } from './tables.ts';

/** What everybody may know of a player. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly kind: 'guest' | 'account';
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  /** Of all matches that were recorded, ranked or not. */
  readonly matches: number;
  readonly kills: number;
  readonly deaths: number;
  readonly ratings: readonly ModeRating[];
}

/** How somebody stands in a ranked mode. */
export interface ModeRating {
  readonly mode: string;
  /** As it counts now. */
  readonly rating: number;
  readonly matches: number;
  readonly wins: number;
  /** Whether they may stand on the leaderboard. */
  readonly isPlaced: boolean;
  /** In milliseconds since 1970. */
  readonly lastPlayedAt: number | null;
}

/** The player of this id, as of `nowMs`; undefined when nobody has it. */
export async function findProfile(db: Kysely<Database>, id: string, nowMs: number): Promise<Profile | undefined> {
  const player = await db
    .selectFrom('players')
    .select(['name', 'kind', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (player === undefined) return undefined;
  const totals = await db
    .selectFrom('match_players')
    .select((row) => [
      row.fn.countAll<number>().as('matches'),
      row.fn.sum<number | null>('kills').as('kills'),
      row.fn.sum<number | null>('deaths').as('deaths'),
    ])
    .where('player_id', '=', id)
    .executeTakeFirstOrThrow();
  const ratings = await db.selectFrom('ratings').selectAll().where('player_id', '=', id).orderBy('mode').execute();
  return {
    id,
    name: player.name,
    kind: player.kind,
    createdAt: player.created_at,
    matches: totals.matches,
    kills: totals.kills ?? 0,
    deaths: totals.deaths ?? 0,
    ratings: ratings.map((row) => standingOf(row, nowMs)),
  };
}

function standingOf(row: RowOf<'ratings'>, nowMs: number): ModeRating {
  const { mode, mu, sigma, matches, wins, last_played_at: lastPlayedAt } = row;
  const record = lastPlayedAt === null ? undefined : { rating: { mu, sigma }, matches, lastPlayedAtMs: lastPlayedAt };
  const rating = shownRating(ratingAt(record, nowMs));
  return { mode, rating, matches, wins, isPlaced: isPlaced(matches), lastPlayedAt };
}
