import type { Kysely } from 'kysely';
import { shownRating } from '../ranked/rating.ts';
import type { Database, RowOf } from './tables.ts';

/** A match that is over, as people are shown it. Times are in milliseconds since 1970. */
export interface MatchReport {
  readonly id: string;
  readonly mode: string;
  readonly map: string;
  readonly ranked: boolean;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ticks: number;
  /** Those whom the server knows, best first. */
  readonly players: readonly PlayerReport[];
}

export interface PlayerReport {
  readonly id: string;
  /** As it was in the match. */
  readonly name: string;
  readonly team: number;
  readonly place: number;
  readonly score: number;
  readonly kills: number;
  readonly deaths: number;
  readonly leftEarly: boolean;
  /** The rating shown before and after the match; null where it was not ranked. */
  readonly rating: { readonly before: number; readonly after: number } | null;
}

/** The match of this id, or undefined when none is known, or it is not over. */
export async function findMatch(db: Kysely<Database>, id: string): Promise<MatchReport | undefined> {
  const match = await db
    .selectFrom('matches')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is not', null)
    .executeTakeFirst();
  if (match === undefined) return undefined;
  const players = await db
    .selectFrom('match_players')
    .selectAll()
    .where('match_id', '=', id)
    .orderBy('place')
    .orderBy('player_id')
    .execute();
  return {
    id,
    mode: match.mode,
    map: match.map,
    ranked: match.ranked === 1,
    startedAt: match.started_at,
    endedAt: match.ended_at!,
    ticks: match.ticks,
    players: players.map(reportOf),
  };
}

/** What a player did, from the row of the match. */
export function reportOf(row: RowOf<'match_players'>): PlayerReport {
  const { player_id, name, team, place, score, kills, deaths, left_early } = row;
  return { id: player_id, name, team, place, score, kills, deaths, leftEarly: left_early === 1, rating: changeOf(row) };
}

function changeOf(row: RowOf<'match_players'>): PlayerReport['rating'] {
  const { mu_before, sigma_before, mu_after, sigma_after } = row;
  if (mu_before === null || sigma_before === null || mu_after === null || sigma_after === null) return null;
  return {
    before: shownRating({ mu: mu_before, sigma: sigma_before }),
    after: shownRating({ mu: mu_after, sigma: sigma_after }),
  };
}
