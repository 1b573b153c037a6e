import type { Kysely } from 'kysely';
import type { MatchHistory } from '../../shared/net/records.ts';
import { readMatches } from './findMatch.ts';
import type { Database } from './tables.ts';

/** A time and a match: where a page of history ended. */
export const HISTORY_PLACE = /^(\d{1,15})\.([0-9a-f-]{36})$/;

export interface HistoryPage {
  readonly playerId: string;
  readonly limit: number;
  /** The `next` of the page before, of the form of `HISTORY_PLACE`; undefined begins with the newest. */
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
  const [, time, id] = HISTORY_PLACE.exec(before ?? '') ?? [];
  if (time !== undefined && id !== undefined) {
    query = query.where((row) =>
      row.or([
        row('ended_at', '<', Number(time)),
        row.and([row('ended_at', '=', Number(time)), row('match_id', '>', id)]),
      ]),
    );
  }
  const rows = await query.execute();
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const ids = rows.map(({ match_id }) => match_id);
  return { matches: await readMatches(db, ids), next: last && `${last.ended_at}.${last.match_id}` };
}
