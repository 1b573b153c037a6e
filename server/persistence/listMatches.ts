import type { Kysely } from 'kysely';
import type { MatchHistory } from '../../shared/net/records.ts';
import { readMatches } from './findMatch.ts';
import type { Database } from './tables.ts';
import { formatTimedPlace, readTimedPlace } from './timedPlace.ts';

export interface HistoryPage {
  readonly playerId: string;
  readonly limit: number;
  /** The `next` of the page before, of the form of `TIMED_PLACE`; undefined begins with the newest. */
  readonly before: string | undefined;
}

/** The matches of a player, newest first; none for a player nobody knows. */
export async function listMatches(
  db: Kysely<Database>,
  { playerId, limit, before }: HistoryPage,
): Promise<MatchHistory> {
  let query = db
    .selectFrom('match_players')
    .select(['match_id', 'ended_at'])
    .where('player_id', '=', playerId)
    .orderBy('ended_at', 'desc')
    .orderBy('match_id')
    .limit(limit);
  const place = readTimedPlace(before);
  if (place !== undefined) {
    const { atMs, id } = place;
    query = query.where((row) =>
      row.or([row('ended_at', '<', atMs), row.and([row('ended_at', '=', atMs), row('match_id', '>', id)])]),
    );
  }
  const rows = await query.execute();
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const ids = rows.map(({ match_id }) => match_id);
  return {
    matches: await readMatches(db, ids),
    next: last && formatTimedPlace({ atMs: last.ended_at, id: last.match_id }),
  };
}
