import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWaitingReports } from '../../../server/reports/openWaitingReports.ts';
import { WaitingReports, type WaitingReportsOptions } from '../../../server/reports/WaitingReports.ts';
import { ReportStore } from '../../../server/persistence/ReportStore.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { HandClock } from '../../support/HandClock.ts';
import { keptLog } from '../../support/keptLog.ts';
import { idOfReport as idOf, sampleReport } from '../../support/sampleReports.ts';
import { until } from '../../support/until.ts';

const AWAY_MS = 30_000;

const numbered = (n: number) => sampleReport({ id: idOf(n), replay: `${idOf(n)}.replay`, atMs: 1_800_000_000_000 + n });

eachDatabase('RP1 reports that wait for the database', (database) => {
  let folder: string;
  let store: ReportStore;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fracas-reports-'));
    store = new ReportStore(database().db);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const filed = async () => (await store.listOpen(100)).reports.map(({ id }) => id);
  const left = () => readdir(join(folder, 'waiting'));
  function open(change: Partial<WaitingReportsOptions> = {}) {
    const { log, lines } = keptLog();
    return { lines, waiting: new WaitingReports({ files: openWaitingReports(folder), store, log, ...change }) };
  }

  it('are filed, and leave nothing behind', async () => {
    const { waiting } = open();
    for (const n of [1, 2]) waiting.submit(numbered(n));
    await waiting.settle();
    assert.deepEqual([await filed(), await left()], [[1, 2].map(idOf), []]);
  });

  it('are none the fewer when the database is away for 30 seconds', async () => {
    const clock = new HandClock();
    const add = async (report: Parameters<ReportStore['add']>[0]) => {
      if (clock.nowMs() < AWAY_MS) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
      await store.add(report);
    };
    const { waiting, lines } = open({ store: { add }, clock });
    for (const n of [1, 2, 3]) waiting.submit(numbered(n));
    await waiting.settle();
    assert.deepEqual([await filed(), (await left()).length], [[], 3]);
    for (let ms = 5000; ms <= AWAY_MS; ms += 5000) {
      assert.ok(clock.isAwaited, 'it is tried again');
      clock.runTo(ms);
      await waiting.settle();
    }
    assert.deepEqual([await filed(), await left()], [[1, 2, 3].map(idOf), []]);
    assert.ok(lines.some(({ msg }) => msg === 'reports wait for the database'));
  });

  it('are filed, and hold up no other, also of people whom a database does not know that was restored from an older copy', async () => {
    const [reporter, reported] = [3, 4].map((n) => ({ session: `seat-${n}`, playerId: idOf(n) }));
    const { waiting } = open();
    waiting.submit({ ...numbered(1), reporter: reporter!, reported: { ...reported!, name: 'Bo' } });
    waiting.submit(numbered(2));
    await waiting.settle();
    assert.deepEqual([await filed(), await left()], [[1, 2].map(idOf), []]);
    const kept = await store.find(idOf(1));
    assert.deepEqual(kept?.reporter, { session: 'seat-3', playerId: undefined });
    assert.deepEqual(kept.reported, { session: 'seat-4', playerId: undefined, name: 'Bo' });
  });

  it('are filed though there is no room on the disk', async () => {
    const files = openWaitingReports(folder);
    const full = () => Promise.reject(new Error('ENOSPC: no space left'));
    const { waiting } = open({
      files: {
        keep: full,
        list: () => files.list(),
        read: (name) => files.read(name),
        forget: (name) => files.forget(name),
        setAside: (name) => files.setAside(name),
      },
    });
    waiting.submit(numbered(1));
    await waiting.settle();
    assert.deepEqual(await filed(), [idOf(1)]);
  });

  it('that a process left when it ended are found by the next, and filed once', async () => {
    const never = Promise.withResolvers<never>();
    const clock = new HandClock();
    const before = open({ store: { add: (report) => store.add(report).then(() => never.promise) }, clock });
    for (const n of [1, 2]) before.waiting.submit(numbered(n));
    await until(async () => (await filed()).length === 1 && (await left()).length === 2);
    const stopped = before.waiting.stop();
    await until(() => clock.isAwaited);
    clock.runTo(3000);
    await stopped;
    const { waiting } = open();
    waiting.start();
    await waiting.settle();
    assert.deepEqual([await filed(), await left()], [[1, 2].map(idOf), []]);
  });

  it('that nobody will ever take are set aside and logged, and hold up no others', async () => {
    await openWaitingReports(folder).keep(numbered(1));
    await writeFile(join(folder, 'waiting', '0-broken.json'), '{"id":');
    await writeFile(join(folder, 'waiting', '0-other.json'), '{"id":"x"}');
    const { waiting, lines } = open();
    waiting.start();
    await waiting.settle();
    assert.deepEqual([await filed(), await left()], [[idOf(1)], ['refused']]);
    assert.equal(lines.filter(({ msg }) => msg === 'report refused for good').length, 2);
  });
});
