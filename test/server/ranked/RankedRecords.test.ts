import assert from 'node:assert/strict';
import type { Kysely } from 'kysely';
import type { Database } from '../../../server/persistence/tables.ts';
import { RankedRecords } from '../../../server/ranked/RankedRecords.ts';
import { RANKED } from '../../../shared/defs/ranked.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';

const NOW_MS = 1_800_000_000_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ANN = '00000000-0000-4000-8000-00000000000a';

async function addPlayer(db: Kysely<Database>): Promise<void> {
  const row = { id: ANN, name: 'Ann', name_key: null, kind: 'guest', password_hash: null } as const;
  await db
    .insertInto('players')
    .values({ ...row, created_at: NOW_MS, seen_at: NOW_MS })
    .execute();
}

/** A match that ended so long ago, and that Ann left early. */
async function addLeave(db: Kysely<Database>, matchId: string, agoMs: number, isRanked = true): Promise<void> {
  const endedAt = NOW_MS - agoMs;
  const match = { id: matchId, fence: 1, mode: 'duel', map: 'foundry', ranked: isRanked ? 1 : 0, ticks: 9 } as const;
  await db
    .insertInto('matches')
    .values({ ...match, started_at: endedAt - MINUTE_MS, ended_at: endedAt })
    .execute();
  const rating = isRanked ? 25 : null;
  await db
    .insertInto('match_players')
    .values({
      match_id: matchId,
      player_id: ANN,
      name: 'Ann',
      team: 1,
      place: 2,
      score: 0,
      kills: 0,
      deaths: 0,
      left_early: 1,
      ended_at: endedAt,
      mu_before: rating,
      sigma_before: rating,
      mu_after: rating,
      sigma_after: rating,
    })
    .execute();
}

eachDatabase('Who wants to play ranked', (database) => {
  const read = (mode: 'duel' | 'teamDeathmatch' = 'duel') => new RankedRecords(database().db).read(ANN, mode, NOW_MS);

  it('begins as a newcomer who may queue at once', async () => {
    assert.deepEqual(await read(), { rating: RANKED.newcomer, isPlaced: false, mayQueueAtMs: NOW_MS });
  });

  it('has a rating of each mode, more doubtful for every week they were away (RK1, RK4)', async () => {
    const { db } = database();
    await addPlayer(db);
    const row = { player_id: ANN, mu: 31, sigma: 2, matches: 10, wins: 6 };
    await db
      .insertInto('ratings')
      .values([
        { ...row, mode: 'duel', last_played_at: NOW_MS - DAY_MS },
        { ...row, mode: 'teamDeathmatch', matches: 9, last_played_at: NOW_MS - 100 * DAY_MS },
      ])
      .execute();
    assert.deepEqual(await read(), { rating: { mu: 31, sigma: 2 }, isPlaced: true, mayQueueAtMs: NOW_MS });
    const team = await read('teamDeathmatch');
    assert.deepEqual([team.rating.mu, team.isPlaced], [31, false]);
    assert.ok(team.rating.sigma > 2);
  });

  it('waits when they left ranked matches early, and for no others (RK7)', async () => {
    const { db } = database();
    await addPlayer(db);
    await addLeave(db, 'casual', 2 * MINUTE_MS, false);
    await addLeave(db, 'long ago', 2 * DAY_MS);
    await addLeave(db, 'first', 40 * MINUTE_MS);
    assert.equal((await read()).mayQueueAtMs, NOW_MS);
    await addLeave(db, 'second', MINUTE_MS);
    assert.equal((await read()).mayQueueAtMs, NOW_MS + 4 * MINUTE_MS);
  });
});
