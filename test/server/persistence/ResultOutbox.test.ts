import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMetrics } from '../../../server/infra/metrics.ts';
import type { MatchResult } from '../../../server/match/MatchResult.ts';
import { connectDatabase } from '../../../server/persistence/connectDatabase.ts';
import { ResultFiles } from '../../../server/persistence/ResultFiles.ts';
import { ResultOutbox, type OutboxOptions } from '../../../server/persistence/ResultOutbox.ts';
import { ResultStore } from '../../../server/persistence/ResultStore.ts';
import { machineDisk, type Disk } from '../../../server/persistence/WaitingFiles.ts';
import { CrashPlan } from '../../support/CrashPlan.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { HandClock } from '../../support/HandClock.ts';
import { keptLog } from '../../support/keptLog.ts';
import { PostgresServer } from '../../support/PostgresServer.ts';
import { SAMPLE_TIME_MS, addPlayers, matchId, samplePlayer, sampleResult } from '../../support/sampleResults.ts';
import { until } from '../../support/until.ts';
import { untilOneWaits } from '../../support/untilOneWaits.ts';

const AWAY_MS = 30_000;

/** A result by its number; the higher ended later. */
const numbered = (n: number): MatchResult => sampleResult({ matchId: matchId(n), endedAtMs: SAMPLE_TIME_MS + n });

/** Opens an outbox that says what it does in `lines`. */
function openOutbox(options: Pick<OutboxOptions, 'files' | 'store'> & Partial<OutboxOptions>) {
  const { log, lines } = keptLog();
  const metrics = createMetrics();
  const outbox = new ResultOutbox({ log, metrics, spareTime: { wait: async () => {} }, ...options });
  outbox.start();
  return { outbox, metrics, lines };
}

eachDatabase('RC2 results that wait for the database', (database) => {
  let folder: string;
  let store: ResultStore;
  const files = (disk: Disk = machineDisk) => new ResultFiles(folder, disk);
  const written = async () => {
    const rows = await database().db.selectFrom('matches').select('id').where('ended_at', 'is not', null).execute();
    return rows.map(({ id }) => id).toSorted();
  };
  const rated = async () =>
    (await database().db.selectFrom('ratings').select('matches').execute()).map(({ matches }) => matches);
  /** Until nothing waits on the disk. */
  const settled = () => until(async () => (await files().list()).length === 0);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fracas-results-'));
    store = new ResultStore(database().db);
    await addPlayers(database().db, ['ann', 'ben']);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are written, and leave nothing behind', async () => {
    const { outbox } = openOutbox({ files: files(), store });
    await outbox.submit(numbered(1));
    await settled();
    await outbox.stop();
    assert.deepEqual([await written(), await rated(), await readdir(folder)], [[matchId(1)], [1, 1], []]);
  });

  it('are written once when the process dies between any two steps, and somebody sends them again', async () => {
    let moment = 0;
    for (let isDone = false; !isDone; moment++) {
      const plan = new CrashPlan(moment);
      const db = plan.connect(database().env.DATABASE_URL);
      const before = openOutbox({ files: files(plan.disk), store: new ResultStore(db), clock: new HandClock() });
      let isSafe = false;
      const result = numbered(moment);
      await files(plan.disk)
        .keep(result)
        .then(
          () => (isSafe = true),
          () => {},
        );
      await before.outbox.submit(result);
      await until(async () => plan.isDead || (await files().list()).length === 0);
      await before.outbox.stop();
      await db.destroy();
      const after = openOutbox({ files: files(), store });
      await settled();
      const found = (await written()).includes(result.matchId);
      assert.ok(found || !isSafe, `lost at moment ${moment}, though it was safe`);
      // Whoever goes on with the match comes to the same result.
      await after.outbox.submit(result);
      await settled();
      await after.outbox.stop();
      assert.deepEqual(await rated(), [moment + 1, moment + 1], `not once at moment ${moment}`);
      isDone = !plan.isDead;
    }
    assert.equal((await written()).length, moment);
    assert.ok(moment > 20, `there are more than ${moment} moments`);
  });

  it('lose nothing while the database is away for 30 seconds, and are written once in their order', async () => {
    const clock = new HandClock();
    const order: string[] = [];
    let tries = 0;
    const awayUntil: OutboxOptions['store'] = {
      claim: (claim) => store.claim(claim),
      async write(result) {
        tries++;
        if (clock.nowMs() < AWAY_MS) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
        order.push(result.matchId);
        return store.write(result);
      },
    };
    const { outbox, metrics, lines } = openOutbox({ files: files(), store: awayUntil, clock });
    for (const n of [2, 1, 3]) await outbox.submit(numbered(n));
    await until(() => clock.isAwaited);
    for (let ms = 0; ms < AWAY_MS; ms += 250) {
      clock.runTo(ms);
      await until(() => clock.isAwaited);
    }
    assert.deepEqual(await written(), []);
    assert.equal((await metrics.resultsWaiting.get()).values[0]?.value, 3);
    assert.ok(tries < 12, `it was asked ${tries} times, and had something else to do`);
    clock.runTo(AWAY_MS + 8000);
    await settled();
    await outbox.stop();
    assert.deepEqual(order, [1, 2, 3].map(matchId));
    assert.deepEqual([await written(), await rated()], [[1, 2, 3].map(matchId), [3, 3]]);
    assert.ok(lines.some(({ msg }) => msg === 'results wait for the database'));
  });

  it('that a process left when it ended are found by the next', async () => {
    const refusing: OutboxOptions['store'] = { claim: async () => {}, write: () => Promise.reject(new Error('away')) };
    const before = openOutbox({ files: files(), store: refusing, clock: new HandClock() });
    await before.outbox.submit(numbered(1));
    await before.outbox.stop();
    assert.equal((await files().list()).length, 1);
    const after = openOutbox({ files: files(), store });
    await settled();
    await after.outbox.stop();
    assert.deepEqual(await written(), [matchId(1)]);
  });

  it('that came twice, or from a process that had lost the match, change nothing', async () => {
    const { outbox, lines } = openOutbox({ files: files(), store });
    const onRecord: string[] = [];
    outbox.onRecord(({ matchId: id, fence }) => onRecord.push(`${id} ${fence}`));
    await outbox.claim({ ...numbered(2), fence: 9 });
    await Promise.all([numbered(1), numbered(1), numbered(2)].map((result) => outbox.submit(result)));
    await settled();
    await outbox.submit({ ...numbered(2), fence: 9 });
    await settled();
    await outbox.stop();
    assert.deepEqual([await written(), await rated()], [[1, 2].map(matchId), [2, 2]]);
    const outcomes = lines.filter(({ msg }) => msg === 'result of a match').map(({ outcome }) => outcome);
    assert.deepEqual(new Set(outcomes), new Set(['written', 'known already', 'outranked']));
    const { fence } = numbered(1);
    assert.deepEqual(new Set(onRecord), new Set([`${matchId(1)} ${fence}`, `${matchId(2)} 9`]));
  });

  it('that nobody will ever take are set aside, counted and logged, and hold up no others', async () => {
    const twice = { ...numbered(1), players: [samplePlayer('ann'), samplePlayer('ann')] };
    await files().keep(twice);
    await writeFile(join(folder, '000-half-a-result.json'), '{"matchId":');
    const { outbox, metrics, lines } = openOutbox({ files: files(), store });
    await outbox.submit(numbered(2));
    await settled();
    await outbox.stop();
    assert.deepEqual(await written(), [matchId(2)]);
    assert.equal((await readdir(join(folder, 'refused'))).length, 2);
    assert.equal((await metrics.resultsRefused.get()).values[0]?.value, 2);
    assert.equal(lines.filter(({ msg }) => msg === 'result refused for good').length, 2);
  });

  it('are written without a guest who is tidied away in the same moment', async () => {
    const clock = new HandClock();
    const { outbox } = openOutbox({ files: files(), store, clock });
    const { late } = await database()
      .db.transaction()
      .execute(async (transaction) => {
        await transaction.deleteFrom('players').where('id', '=', 'ben').execute();
        const submitted = outbox.submit(numbered(1));
        await untilOneWaits(database(), transaction);
        return { late: submitted };
      });
    await late;
    await until(async () => clock.isAwaited || (await files().list()).length === 0);
    clock.runTo(10_000);
    await settled();
    await outbox.stop();
    const players = await database().db.selectFrom('match_players').select('player_id').execute();
    assert.deepEqual([await written(), players], [[matchId(1)], [{ player_id: 'ann' }]]);
    assert.deepEqual(await readdir(folder), []);
  });

  it('are written though there is no room on the disk', async () => {
    const full: Disk = { ...machineDisk, write: () => Promise.reject(new Error('ENOSPC: no space left')) };
    const { outbox } = openOutbox({ files: files(full), store });
    await outbox.submit(numbered(1));
    await until(async () => (await written()).length === 1);
    await outbox.stop();
    assert.deepEqual(await rated(), [1, 1]);
  });

  it('are counted though neither disk nor database takes them, and leave no pieces on the disk', async () => {
    const clock = new HandClock();
    const full: Disk = {
      ...machineDisk,
      async write(file) {
        await machineDisk.write(file, '{');
        throw new Error('ENOSPC: no space left');
      },
    };
    let isAway = true;
    const away: OutboxOptions['store'] = {
      claim: (claim) => store.claim(claim),
      write: (result) => (isAway ? Promise.reject(new Error('disk is full')) : store.write(result)),
    };
    const { outbox, metrics } = openOutbox({ files: files(full), store: away, clock });
    const waiting = async () => (await metrics.resultsWaiting.get()).values[0]?.value;
    for (const n of [1, 2]) await outbox.submit(numbered(n));
    await until(() => clock.isAwaited);
    assert.deepEqual([await waiting(), await readdir(folder)], [2, []]);
    isAway = false;
    clock.runTo(10_000);
    await until(async () => (await written()).length === 2);
    await outbox.stop();
    assert.equal(await waiting(), 0);
  });
});

describe('A Postgres that goes away at the end of a match', () => {
  it('has the result as soon as it is back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fracas-results-'));
    const server = await PostgresServer.start();
    const clock = new HandClock();
    const connection = connectDatabase({ databaseUrl: server.url, dataDir: '' }, keptLog().log);
    try {
      await connection.open();
      await addPlayers(connection.db, ['ann', 'ben']);
      const files = new ResultFiles(folder);
      const { outbox } = openOutbox({ files, store: new ResultStore(connection.db), clock });
      await until(async () => (await files.list()).length === 0);
      await server.goAway();
      await outbox.submit(numbered(1));
      await until(() => clock.isAwaited);
      await server.comeBack();
      clock.runTo(10_000);
      await until(async () => (await files.list()).length === 0);
      await outbox.stop();
      assert.equal((await connection.db.selectFrom('match_players').selectAll().execute()).length, 2);
    } finally {
      await connection.close();
      await server.stop();
      await rm(folder, { recursive: true });
    }
  });
});
