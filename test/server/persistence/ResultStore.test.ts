import assert from 'node:assert/strict';
import { ResultStore } from '../../../server/persistence/ResultStore.ts';
import { RANKED } from '../../../shared/defs/ranked.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { addPlayers, matchId, samplePlayer, sampleResult } from '../../support/sampleResults.ts';

eachDatabase('RC3 the result of a match', (database) => {
  let store: ResultStore;
  beforeEach(async () => {
    store = new ResultStore(database().db);
    await addPlayers(database().db, ['ann', 'ben', 'cas']);
  });
  const matches = () => database().db.selectFrom('matches').selectAll().orderBy('id').execute();
  const played = () => database().db.selectFrom('match_players').selectAll().orderBy('player_id').execute();
  const ratings = () => database().db.selectFrom('ratings').selectAll().orderBy('player_id').execute();

  it('is written with what each player did and with their ratings before and after', async () => {
    const result = sampleResult();
    assert.equal(await store.write(result), 'written');
    assert.equal((await matches())[0]?.ended_at, result.endedAtMs);
    const [ann, ben] = await played();
    assert.deepEqual([ann?.place, ann?.kills, ben?.place, ben?.kills], [1, 5, 2, 3]);
    const [ratedAnn, ratedBen] = await ratings();
    assert.ok(ratedAnn!.mu > RANKED.newcomer.mu && ratedBen!.mu < RANKED.newcomer.mu);
    assert.deepEqual([ann?.mu_before, ann?.mu_after], [RANKED.newcomer.mu, ratedAnn?.mu]);
    assert.deepEqual([ratedAnn?.matches, ratedAnn?.wins, ratedBen?.matches, ratedBen?.wins], [1, 1, 1, 0]);
  });

  it('is written once, however often and from however many processes it comes', async () => {
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => store.write(sampleResult())));
    assert.deepEqual(outcomes.toSorted(), ['known already', 'known already', 'known already', 'written']);
    assert.equal((await played()).length, 2);
    assert.deepEqual(
      (await ratings()).map((row) => row.matches),
      [1, 1],
    );
  });

  it('of a process that no longer runs the match changes nothing, before the newer one has written and after', async () => {
    const { players: _players, endedAtMs: _end, ticks: _ticks, ...claim } = sampleResult({ fence: 8 });
    await store.claim(claim);
    assert.equal(await store.write(sampleResult({ fence: 7 })), 'outranked');
    assert.deepEqual([(await matches())[0]?.ended_at, await played(), await ratings()], [null, [], []]);
    assert.equal(await store.write(sampleResult({ fence: 8, ticks: 1 })), 'written');
    assert.equal(await store.write(sampleResult({ fence: 7 })), 'known already');
    assert.equal((await matches())[0]?.ticks, 1);
  });

  it('stays as it is when somebody takes the match over who does not know of it yet', async () => {
    await store.write(sampleResult({ fence: 7 }));
    const { players: _players, endedAtMs: _end, ticks: _ticks, ...claim } = sampleResult({ fence: 9 });
    await store.claim(claim);
    assert.equal(await store.write(sampleResult({ fence: 9, ticks: 1 })), 'known already');
    assert.deepEqual([(await matches())[0]?.fence, (await matches())[0]?.ticks], [7, 18_000]);
  });

  it('that was to come of a match which broke off after it had moved is awaited for a week, and taken later still', async () => {
    const { players: _players, endedAtMs: _end, ticks: _ticks, ...claim } = sampleResult({ fence: 8 });
    const [broken, decided] = [matchId(1), matchId(2)];
    for (const id of [broken, decided]) await store.claim({ ...claim, matchId: id });
    await store.write(sampleResult({ fence: 8, matchId: decided }));
    const tidyAfter = async (days: number) => {
      await store.tidyClaims('', claim.startedAtMs + days * 86_400_000);
      return (await matches()).map(({ id }) => id);
    };
    assert.deepEqual(await tidyAfter(6), [broken, decided]);
    assert.deepEqual(await tidyAfter(7), [decided]);
    const late = sampleResult({ fence: 8, matchId: broken });
    assert.deepEqual([await store.write(late), await store.write(late)], ['written', 'known already']);
  });

  it('belongs to whoever took the match over last', async () => {
    const { players: _players, endedAtMs: _end, ticks: _ticks, ...claim } = sampleResult();
    for (const fence of [9, 8]) await store.claim({ ...claim, fence });
    assert.equal(await store.write(sampleResult({ fence: 8 })), 'outranked');
    assert.equal(await store.write(sampleResult({ fence: 9 })), 'written');
  });

  it('changes no rating when the match was not ranked', async () => {
    await store.write(sampleResult({ ranked: false }));
    assert.deepEqual(await ratings(), []);
    assert.deepEqual(
      (await played()).map((row) => row.mu_after),
      [null, null],
    );
  });

  it('leaves out a player whom nobody knows any more, and keeps the rest', async () => {
    const players = [...sampleResult().players, samplePlayer('dan', { place: 3 })];
    assert.equal(await store.write(sampleResult({ players })), 'written');
    assert.deepEqual(
      (await played()).map((row) => row.player_id),
      ['ann', 'ben'],
    );
    const nobody = sampleResult({ matchId: matchId(2), players: [samplePlayer('dan')] });
    assert.equal(await store.write(nobody), 'written');
  });

  it('counts every match of a player when many end at once', async () => {
    const pairs = [
      ['ann', 'ben'],
      ['ben', 'ann'],
      ['cas', 'ann'],
      ['ben', 'cas'],
    ] as const;
    await Promise.all(
      pairs.map(([winner, loser], index) =>
        store.write(
          sampleResult({
            matchId: matchId(index + 1),
            players: [samplePlayer(winner), samplePlayer(loser, { place: 2 })],
          }),
        ),
      ),
    );
    assert.deepEqual(
      (await ratings()).map(({ player_id, matches, wins }) => [player_id, matches, wins]),
      [
        ['ann', 3, 1],
        ['ben', 3, 2],
        ['cas', 2, 1],
      ],
    );
  });

  it('that comes after a later one of the same player does not make them absent', async () => {
    const later = sampleResult();
    await store.write(later);
    await store.write(sampleResult({ matchId: matchId(2), endedAtMs: later.endedAtMs - 60_000 }));
    assert.equal((await ratings())[0]?.last_played_at, later.endedAtMs);
  });

  it('is not there at all when the database refuses a part of it', async () => {
    const broken = sampleResult({ players: [samplePlayer('ann'), samplePlayer('ann')] });
    await assert.rejects(store.write(broken));
    assert.deepEqual([await matches(), await played(), await ratings()], [[], [], []]);
  });
});
