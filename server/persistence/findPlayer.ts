import type { Kysely } from 'kysely';
import { RANKED } from '../../shared/defs/ranked.ts';
import type { PlayerRecord, RankedRecord } from '../../shared/net/records.ts';
import { ratingAt, shownRating } from '../ranked/rating.ts';
import type { Database, RowOf } from './tables.ts';

/** What everybody may know of the player of this id; undefined when nobody has it. Ratings are as they count at `nowMs`. */
export async function findPlayer(db: Kysely<Database>, id: string, nowMs: number): Promise<PlayerRecord | undefined> {
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
      row.fn.sum<number | null>('won').as('wins'),
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
    sinceMs: player.created_at,
    matches: totals.matches,
    wins: totals.wins ?? 0,
    kills: totals.kills ?? 0,
    deaths: totals.deaths ?? 0,
    ratings: ratings.map((row) => rankedOf(row, nowMs)),
  };
}

function rankedOf(row: RowOf<'ratings'>, nowMs: number): RankedRecord {
  const { mode, mu, sigma, matches, wins, last_played_at: lastPlayedAtMs } = row;
  const record = lastPlayedAtMs === null ? undefined : { rating: { mu, sigma }, matches, lastPlayedAtMs };
  const placementLeft = Math.max(0, RANKED.placementMatches - matches);
  return { mode, rating: shownRating(ratingAt(record, nowMs)), matches, wins, placementLeft };
}
