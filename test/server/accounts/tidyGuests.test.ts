import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { BanStore } from '../../../server/accounts/BanStore.ts';
import { KnownAddresses } from '../../../server/accounts/KnownAddresses.ts';
import { LoginStore } from '../../../server/accounts/LoginStore.ts';
import { PlayerStore } from '../../../server/accounts/PlayerStore.ts';
import { ReportStore } from '../../../server/persistence/ReportStore.ts';
import { ResultStore } from '../../../server/persistence/ResultStore.ts';
import { STRETCH_ROWS, type TidyStretch } from '../../../server/persistence/TidyUp.ts';
import { beginLogin } from '../../support/accounts.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { matchId, samplePlayer, sampleResult } from '../../support/sampleResults.ts';

const NOW_MS = 1_796_000_000_000;
const DAY_MS = 86_400_000;
const MONTH_AGO_MS = NOW_MS - 30 * DAY_MS;
/** More than two stretches of a table. */
const MANY = 2.5 * STRETCH_ROWS;

eachDatabase('A guest whom nobody has seen for 30 days', (database) => {
  let players: PlayerStore;
  let ann: string;

  beforeEach(async () => {
    players = new PlayerStore(database().db);
    ann = (await players.addGuest('Ann', MONTH_AGO_MS)).playerId;
  });

  /** Tidies up a whole table. Gives how many stretches it had. */
  async function goThrough(tidy: TidyStretch, nowMs: number): Promise<number> {
    let stretches = 0;
    for (let end: string | undefined = ''; end !== undefined; stretches++) end = await tidy(end, nowMs);
    return stretches;
  }

  const tidy = (nowMs = NOW_MS) => goThrough((after, atMs) => players.tidyGuests(after, atMs), nowMs);
  const isKnown = async (id: string) => (await players.find(id)) !== undefined;
  const count = async (table: 'players' | 'sessions' | 'refresh_tokens') =>
    (await database().db.selectFrom(table).selectAll().execute()).length;

  async function addMany(): Promise<void> {
    const row = { kind: 'guest' as const, created_at: MONTH_AGO_MS, seen_at: MONTH_AGO_MS };
    const rows = Array.from({ length: MANY }, (_, n) => ({ ...row, id: randomUUID(), name: `Guest ${n}` }));
    await database().db.insertInto('players').values(rows).execute();
  }

  it('is forgotten, logins and all', async () => {
    await beginLogin(new LoginStore(database().db), ann, MONTH_AGO_MS);
    await tidy(NOW_MS - 1);
    assert.ok(await isKnown(ann), 'and no moment earlier');
    await tidy();
    assert.deepEqual([await count('players'), await count('sessions'), await count('refresh_tokens')], [0, 0, 0]);
  });

  it('stays who has come back since', async () => {
    await players.see(ann, NOW_MS - DAY_MS);
    await tidy();
    assert.ok(await isKnown(ann));
  });

  it('stays who is in a match on record, so that the histories of others stay whole', async () => {
    const players = [samplePlayer(ann)];
    await new ResultStore(database().db).write(sampleResult({ players, endedAtMs: MONTH_AGO_MS }));
    await tidy(NOW_MS + 1000 * DAY_MS);
    assert.ok(await isKnown(ann));
  });

  it('stays who was banned: forgotten, they could come in again', async () => {
    await new BanStore(database().db).add({ playerId: ann, reason: 'aims too well', bannedBy: 'host' }, NOW_MS);
    await tidy();
    assert.ok(await isKnown(ann));
  });

  it('stays who was reported for as long as the report does, and who reported others does not', async () => {
    const bo = (await players.addGuest('Bo', MONTH_AGO_MS)).playerId;
    await new ReportStore(database().db).add({
      id: randomUUID(),
      reporter: { session: 'b', playerId: bo },
      reported: { session: 'a', playerId: ann, name: 'Ann' },
      reason: 'cheating',
      matchId: matchId(1),
      tick: 1,
      said: [],
      replay: 'a.replay',
      atMs: MONTH_AGO_MS,
    });
    await tidy();
    assert.deepEqual([await isKnown(ann), await isKnown(bo)], [true, false]);
    await database().db.deleteFrom('reports').execute();
    await tidy();
    assert.equal(await isKnown(ann), false);
  });

  it('is no owner of an account: those stay', async () => {
    await players.claim(ann, { name: 'Ann', nameKey: 'ann', passwordHash: 'of a password' });
    await tidy(NOW_MS + 1000 * DAY_MS);
    assert.ok(await isKnown(ann));
  });

  it('is looked for in so many at a time, until all were looked through', async () => {
    await addMany();
    assert.equal(await tidy(), 3);
    assert.equal(await count('players'), 0);
  });

  it('is forgotten as well when several processes tidy up at once', async () => {
    await addMany();
    await Promise.all([tidy(), tidy(), tidy()]);
    assert.equal(await count('players'), 0);
  });

  it('is found in so many logins and addresses at a time as well', async () => {
    const { db } = database();
    const ids = Array.from({ length: MANY }, () => randomUUID());
    await db
      .insertInto('sessions')
      .values(ids.map((id) => ({ id, player_id: ann, created_at: MONTH_AGO_MS })))
      .execute();
    const times = { issued_at: MONTH_AGO_MS, expires_at: NOW_MS };
    await db
      .insertInto('refresh_tokens')
      .values(ids.map((id) => ({ hash: id, session_id: id, ...times })))
      .execute();
    await db
      .insertInto('known_addresses')
      .values(ids.map((hash) => ({ hash, player_id: ann, seen_at: NOW_MS - 90 * DAY_MS })))
      .execute();
    const logins = new LoginStore(db);
    const known = new KnownAddresses(db, { secret: 'of this test' });
    assert.equal(await goThrough((after, nowMs) => logins.tidyTokens(after, nowMs), NOW_MS), 3);
    assert.equal(await goThrough((after, nowMs) => logins.tidyLogins(after, nowMs), NOW_MS), 3);
    assert.equal(await goThrough((after, nowMs) => known.tidyAddresses(after, nowMs), NOW_MS), 3);
    assert.deepEqual([await count('sessions'), await count('refresh_tokens')], [0, 0]);
    assert.deepEqual(await db.selectFrom('known_addresses').selectAll().execute(), []);
  });
});
