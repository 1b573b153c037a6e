import type { Kysely } from 'kysely';
import { RANKED } from '../../shared/defs/ranked.ts';
import type { PlayedMatch, PlayedMatchPlayer } from '../../shared/net/records.ts';
import { shownRating } from '../ranked/rating.ts';
import type { Database, RowOf } from './tables.ts';

/** The match of this id, or undefined when none is known, or it is not over. */
export async function findMatch(db: Kysely<Database>, id: string): Promise<PlayedMatch | undefined> {
  const [match] = await readMatches(db, [id]);
  return match;
}

/** Those of these matches that are over, in the order of the ids, each with its players. */
export async function readMatches(db: Kysely<Database>, ids: readonly string[]): Promise<readonly PlayedMatch[]> {
  if (ids.length === 0) return [];
  const matches = await db.selectFrom('matches').selectAll().where('id', 'in', ids).execute();
  const players = await db
    .selectFrom('match_players')
    .selectAll()
    .where('match_id', 'in', ids)
    .orderBy('place')
    .orderBy('score', 'desc')
    .orderBy('player_id')
    .execute();
  return ids.flatMap((id) => {
    const match = matches.find((row) => row.id === id);
    if (match === undefined || match.ended_at === null) return [];
    const own = players.filter((row) => row.match_id === id).map(playerOf);
    return [matchOf(match, match.ended_at, own)];
  });
}

function matchOf(
  { id, mode, map, ranked, started_at: startedAtMs }: RowOf<'matches'>,
  endedAtMs: number,
  players: readonly PlayedMatchPlayer[],
): PlayedMatch {
  return { id, mode, map, ranked: ranked === 1, startedAtMs, endedAtMs, players };
}

function playerOf(row: RowOf<'match_players'>): PlayedMatchPlayer {
  const { player_id: id, name, team, place, score, kills, deaths, left_early } = row;
  const ranked = { ratingChange: changeOf(row), placement: placementOf(row) };
  return { id, name, team, place, score, kills, deaths, leftEarly: left_early === 1, ...ranked };
}

function changeOf({ mu_before, sigma_before, mu_after, sigma_after }: RowOf<'match_players'>): number | undefined {
  if (mu_before === null || sigma_before === null || mu_after === null || sigma_after === null) return undefined;
  return shownRating({ mu: mu_after, sigma: sigma_after }) - shownRating({ mu: mu_before, sigma: sigma_before });
}

function placementOf({ ranked_number: number }: RowOf<'match_players'>): number | undefined {
  return number !== null && number <= RANKED.placementMatches ? number : undefined;
}
