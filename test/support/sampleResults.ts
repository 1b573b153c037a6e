import type { Kysely } from 'kysely';
import type { Database } from '../../server/persistence/tables.ts';
import type { MatchResult, PlayerResult } from '../../server/match/MatchResult.ts';

const DAY_MS = 24 * 60 * 60_000;

/** When the matches of samples end. */
export const SAMPLE_TIME_MS = Date.UTC(2026, 5, 1);

/** The UUID of the n-th match of a test. */
export function matchId(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** Guests of these ids, there since long before any sample. */
export async function addPlayers(db: Kysely<Database>, ids: readonly string[]): Promise<void> {
  const atMs = SAMPLE_TIME_MS - 100 * DAY_MS;
  const rows = ids.map((id) => ({
    id,
    name: `name of ${id}`,
    kind: 'guest' as const,
    created_at: atMs,
    seen_at: atMs,
  }));
  await db.insertInto('players').values(rows).execute();
}

/** What somebody did who was neither good nor bad. */
export function samplePlayer(playerId: string, change: Partial<PlayerResult> = {}): PlayerResult {
  const row = { name: `name of ${playerId}`, team: 0, place: 1, score: 5, kills: 5, deaths: 3, leftEarly: false };
  return { playerId, ...row, ...change };
}

/** A ranked match that ann won against ben. */
export function sampleResult(change: Partial<MatchResult> = {}): MatchResult {
  return {
    matchId: matchId(1),
    fence: 7,
    mode: 'deathmatch',
    map: 'crossfire',
    ranked: true,
    startedAtMs: SAMPLE_TIME_MS - 300_000,
    endedAtMs: SAMPLE_TIME_MS,
    ticks: 18_000,
    players: [samplePlayer('ann'), samplePlayer('ben', { place: 2, score: 3, kills: 3, deaths: 5 })],
    ...change,
  };
}
