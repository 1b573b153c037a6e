import type { Kysely } from 'kysely';
import { reportOf, type MatchReport, type PlayerReport } from './findMatch.ts';
import type { Database } from './tables.ts';

/** One match of somebody's, from their side. */
export interface PlayedMatch extends Omit<MatchReport, 'players'>, Omit<PlayerReport, 'id'> {}

/** A place in a history: the match that came before whatever follows. */
export interface HistoryPlace {
  readonly endedAt: number;
  readonly id: string;
}

export interface HistoryPage {
  readonly playerId: string;
  readonly limit: number;
  /** Gives what is older than this; undefined begins with the newest. */
  readonly after: HistoryPlace | undefined;
}

/** The matches of a player, newest first; none for a player nobody knows. */
export async function listMatches(
  db: Kysely<Database>,
  { playerId, limit, after }: HistoryPage,
): Promise<PlayedMatch[]> {
  let query = db
    .selectFrom('match_players as played')
    .innerJoin('matches as match', 'match.id', 'played.match_id')
    .selectAll('played')
    .select(['match.mode', 'match.map', 'match.ranked', 'match.started_at', 'match.ticks'])
    .where('played.player_id', '=', playerId)
    .orderBy('played.ended_at', 'desc')
    .orderBy('played.match_id')
    .limit(limit);
  if (after !== undefined) {
    query = query.where((row) =>
      row.or([
        row('played.ended_at', '<', after.endedAt),
        row.and([row('played.ended_at', '=', after.endedAt), row('played.match_id', '>', after.id)]),
      ]),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => {
    const { id: _player, ...report } = reportOf(row);
    const { match_id: id, mode, map, ranked, started_at: startedAt, ended_at: endedAt, ticks } = row;
    return { id, mode, map, ranked: ranked === 1, startedAt, endedAt, ticks, ...report };
  });
}
