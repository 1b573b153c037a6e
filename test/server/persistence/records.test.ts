import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { findMatch, readMatches } from '../../../server/persistence/findMatch.ts';
import { findPlayer } from '../../../server/persistence/findPlayer.ts';
import { listLeaders, queryLeaders } from '../../../server/persistence/listLeaders.ts';
import { listMatches } from '../../../server/persistence/listMatches.ts';
import { rankedNumbers } from '../../../server/persistence/migrations/rankedNumbers.ts';
import { ResultStore } from '../../../server/persistence/ResultStore.ts';
import type { NewRowOf } from '../../../server/persistence/tables.ts';
import { RANKED } from '../../../shared/defs/ranked.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { SAMPLE_TIME_MS, addPlayers, matchId, samplePlayer, sampleResult } from '../../support/sampleResults.ts';

const DAY_MS = 24 * 60 * 60_000;

eachDatabase('The record of a match', (database) => {
  it('tells who played it, best first, and what it did to ratings', async () => {
    const { db } = database();
    await addPlayers(db, ['ann', 'ben']);
    await new ResultStore(db).write(sampleResult());
    const match = await findMatch(db, matchId(1));
    assert.deepEqual(
      match?.players.map(({ id, place }) => [id, place]),
      [
        ['ann', 1],
        ['ben', 2],
      ],
    );
    const [ann, ben] = match!.players.map(({ ratingChange }) => ratingChange!);
    assert.ok(ann! > 0 && ben! >= 0, 'both were worth nothing before');
    assert.ok(ann! > ben!);
    assert.deepEqual([match?.ranked, match?.mode, match?.endedAtMs], [true, 'deathmatch', SAMPLE_TIME_MS]);
  });

  it('RK2 counts the placement matches of each player and mode, and says of later ones that they are none', async () => {
    const { db } = database();
    await addPlayers(db, ['ann', 'ben', 'cas']);
    const store = new ResultStore(db);
    for (let n = 1; n <= RANKED.placementMatches + 1; n++) await store.write(sampleResult({ matchId: matchId(n) }));
    await store.write(sampleResult({ matchId: matchId(20), ranked: false }));
    const withNewcomer = [samplePlayer('ann'), samplePlayer('cas', { place: 2 })];
    await store.write(sampleResult({ matchId: matchId(21), players: withNewcomer }));
    await store.write(sampleResult({ matchId: matchId(22), mode: 'duel' }));
    const placements = async (n: number) => {
      const match = await findMatch(db, matchId(n));
      return match!.players.map(({ placement }) => placement);
    };
    const { placementMatches: last } = RANKED;
    assert.deepEqual(await placements(1), [1, 1]);
    assert.deepEqual(await placements(last), [last, last]);
    assert.deepEqual(await placements(last + 1), [undefined, undefined]);
    assert.deepEqual(await placements(20), [undefined, undefined]);
    assert.deepEqual(await placements(21), [undefined, 1]);
    assert.deepEqual(await placements(22), [1, 1]);
  });

  it('says so of matches as well that were written before their number was', async () => {
    const { db } = database();
    await addPlayers(db, ['ann', 'ben']);
    const store = new ResultStore(db);
    for (const n of [3, 1, 2]) await store.write(sampleResult({ matchId: matchId(n), endedAtMs: SAMPLE_TIME_MS + n }));
    await store.write(sampleResult({ matchId: matchId(4), ranked: false }));
    await db.schema.alterTable('match_players').dropColumn('ranked_number').execute();
    await rankedNumbers.up(db);
    const matches = await readMatches(db, [1, 2, 3, 4].map(matchId));
    assert.deepEqual(
      matches.map(({ players }) => players.map(({ placement }) => placement)),
      [
        [1, 1],
        [2, 2],
        [3, 3],
        [undefined, undefined],
      ],
    );
  });

  it('is not there while the match goes on, and when there is none', async () => {
    const { db } = database();
    await new ResultStore(db).claim(sampleResult());
    assert.equal(await findMatch(db, matchId(1)), undefined);
    assert.equal(await findMatch(db, matchId(2)), undefined);
  });
});

eachDatabase('The history of a player', (database) => {
  it('lists their matches, newest first, page after page, with none twice and none left out', async () => {
    const { db } = database();
    await addPlayers(db, ['ann', 'ben', 'cas']);
    const store = new ResultStore(db);
    // Two of them end in the same moment.
    for (const [n, endedAtMs] of [10, 30, 20, 20, 40].entries()) {
      await store.write(sampleResult({ matchId: matchId(n), endedAtMs, ranked: false }));
    }
    await store.write(sampleResult({ matchId: matchId(9), players: [samplePlayer('cas')] }));
    const first = await listMatches(db, { playerId: 'ann', limit: 3, before: undefined });
    const rest = await listMatches(db, { playerId: 'ann', limit: 3, before: first.next });
    assert.deepEqual(
      [...first.matches, ...rest.matches].map(({ id }) => id),
      [4, 1, 2, 3, 0].map(matchId),
    );
    assert.equal(rest.next, undefined);
    assert.deepEqual(
      first.matches[0]?.players.map(({ id, place, kills, ratingChange }) => [id, place, kills, ratingChange]),
      [
        ['ann', 1, 5, undefined],
        ['ben', 2, 3, undefined],
      ],
    );
    const none = await listMatches(db, { playerId: 'nobody', limit: 3, before: undefined });
    assert.deepEqual(none.matches, []);
  });
});

eachDatabase('A leaderboard', (database) => {
  const rated = (player_id: string, mu: number, change: Partial<NewRowOf<'ratings'>> = {}): NewRowOf<'ratings'> => ({
    player_id,
    mode: 'deathmatch',
    mu,
    sigma: 2,
    matches: 20,
    wins: 7,
    last_played_at: SAMPLE_TIME_MS,
    ...change,
  });
  const page = { mode: 'deathmatch', limit: 10, after: undefined, nowMs: SAMPLE_TIME_MS + DAY_MS } as const;

  it('has the best of a mode first, and nobody who is not placed yet or has been away for long', async () => {
    const { db } = database();
    await addPlayers(db, ['ann', 'ben', 'cas', 'dan', 'eve', 'fay']);
    await db
      .insertInto('ratings')
      .values([
        rated('ann', 30),
        rated('ben', 35),
        // A higher mean, but far more in doubt.
        rated('cas', 40, { sigma: 6 }),
        rated('dan', 50, { matches: RANKED.placementMatches - 1 }),
        rated('eve', 50, { last_played_at: SAMPLE_TIME_MS - 30 * DAY_MS }),
        rated('fay', 50, { mode: 'duel' }),
      ])
      .execute();
    const { rows, next } = await listLeaders(db, page);
    assert.deepEqual(
      rows.map(({ place, id, rating, wins }) => [place, id, rating, wins]),
      [
        [1, 'ben', 1740, 7],
        [2, 'ann', 1440, 7],
        [3, 'cas', 1320, 7],
      ],
    );
    assert.equal(next, undefined);
  });

  it('gives equals the same place, on one page or on two', async () => {
    const { db } = database();
    const ids = ['ann', 'ben', 'cas', 'dan', 'eve'];
    await addPlayers(db, ids);
    const strengths = [40, 35, 35, 35, 30];
    await db
      .insertInto('ratings')
      .values(ids.map((id, index) => rated(id, strengths[index]!)))
      .execute();
    const places: unknown[] = [];
    for (let after: string | undefined, pages = 0; pages === 0 || after !== undefined; pages++) {
      const { rows, next } = await listLeaders(db, { ...page, limit: 2, after });
      places.push(rows.map(({ id, place }) => `${place} ${id}`));
      after = next;
    }
    assert.deepEqual(places, [['1 ann', '2 ben'], ['2 cas', '2 dan'], ['5 eve']]);
  });

  it('is read from an index in its order, without looking at everybody who ever played', async () => {
    const { db, env } = database();
    const isFile = env.DATABASE_URL.startsWith('sqlite:');
    const plan = await db.connection().execute(async (connection) => {
      // Empty tables are quicker to look through, and to sort.
      for (const way of isFile ? [] : ['seqscan', 'bitmapscan', 'sort']) {
        await sql`set ${sql.raw(`enable_${way}`)} = off`.execute(connection);
      }
      return queryLeaders(connection, page).explain(undefined, isFile ? sql`query plan` : undefined);
    });
    assert.match(JSON.stringify(plan), /ratings USING INDEX ratings_leaderboard|Index Scan using ratings_leaderboard/);
    assert.doesNotMatch(JSON.stringify(plan), /TEMP B-TREE|Sort/);
  });
});

eachDatabase('The profile of a player', (database) => {
  it('sums up their matches, and shows each rating as it counts now', async () => {
    const { db } = database();
    await addPlayers(db, ['ann', 'ben']);
    const store = new ResultStore(db);
    await store.write(sampleResult());
    await store.write(sampleResult({ matchId: matchId(2), ranked: false }));
    const profile = await findPlayer(db, 'ann', SAMPLE_TIME_MS);
    assert.deepEqual(
      [profile?.name, profile?.kind, profile?.matches, profile?.wins, profile?.kills, profile?.deaths],
      ['name of ann', 'guest', 2, 2, 10, 6],
    );
    const [rating] = profile!.ratings;
    assert.deepEqual([rating?.mode, rating?.matches, rating?.wins, rating?.placementLeft], ['deathmatch', 1, 1, 9]);
    assert.ok(rating!.rating > 0);
    const yearLater = await findPlayer(db, 'ann', SAMPLE_TIME_MS + 365 * DAY_MS);
    assert.ok(yearLater!.ratings[0]!.rating < rating!.rating);
  });

  it('of somebody who has never played has nothing but them, and there is none of nobody', async () => {
    const { db } = database();
    await addPlayers(db, ['ann']);
    const profile = await findPlayer(db, 'ann', SAMPLE_TIME_MS);
    assert.deepEqual([profile?.matches, profile?.kills, profile?.ratings], [0, 0, []]);
    assert.equal(await findPlayer(db, 'ben', SAMPLE_TIME_MS), undefined);
  });
});
