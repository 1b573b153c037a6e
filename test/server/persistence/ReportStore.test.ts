import assert from 'node:assert/strict';
import { ReportStore } from '../../../server/persistence/ReportStore.ts';
import type { KeptReport, Report } from '../../../server/reports/Report.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { idOfReport as idOf, sampleReport } from '../../support/sampleReports.ts';
import { addPlayers } from '../../support/sampleResults.ts';

const CLOSED = { outcome: 'nothing', by: 'kim', atMs: 1_800_000_005_000 } as const;

const open = (report: Report): KeptReport => ({ ...report, handled: undefined });

eachDatabase('A report', (database) => {
  let store: ReportStore;
  beforeEach(() => {
    store = new ReportStore(database().db);
  });

  it('is read as it was kept, of people nobody knows as well', async () => {
    await store.add(sampleReport());
    assert.deepEqual(await store.find(idOf(1)), open(sampleReport()));
    assert.equal(await store.find(idOf(2)), undefined);
  });

  it('names those the server knows', async () => {
    await addPlayers(database().db, ['ann', 'ben']);
    const report = sampleReport({
      reporter: { session: 'seat-1', playerId: 'ann' },
      reported: { session: 'seat-2', playerId: 'ben', name: 'ben' },
    });
    await store.add(report);
    assert.deepEqual((await store.listOpen(10)).reports, [open(report)]);
  });

  it('comes after older ones, page by page, each once, also of those made in the same moment', async () => {
    for (const n of [4, 2, 5, 1, 3]) await store.add(sampleReport({ id: idOf(n), atMs: n < 4 ? 1000 : 2000 }));
    const pages: string[][] = [];
    for (let after: string | undefined, isLast = false; !isLast;) {
      const { reports, next } = await store.listOpen(2, after);
      pages.push(reports.map(({ id }) => id));
      after = next;
      isLast = next === undefined;
    }
    assert.deepEqual(pages, [[idOf(1), idOf(2)], [idOf(3), idOf(4)], [idOf(5)]]);
  });

  it('is closed once, with what came of it and by whom, and is open no more', async () => {
    await store.add(sampleReport());
    await store.add(sampleReport({ id: idOf(2) }));
    assert.equal(await store.close(idOf(1), CLOSED), true);
    assert.equal(await store.close(idOf(1), { ...CLOSED, outcome: 'ban', by: 'lee' }), false);
    assert.equal(await store.close(idOf(3), CLOSED), false);
    assert.deepEqual((await store.find(idOf(1)))?.handled, CLOSED);
    assert.deepEqual(
      (await store.listOpen(10)).reports.map(({ id }) => id),
      [idOf(2)],
    );
  });

  it('is found with all others about the same player, the newest first, open or not', async () => {
    await addPlayers(database().db, ['ann', 'ben']);
    const about = (playerId: string) => ({ reported: { session: 'seat-2', playerId, name: playerId } });
    for (const n of [1, 2]) await store.add(sampleReport({ id: idOf(n), atMs: n, ...about('ben') }));
    await store.add(sampleReport({ id: idOf(3), ...about('ann') }));
    await store.close(idOf(1), CLOSED);
    assert.deepEqual(
      (await store.listAbout('ben')).map(({ id, handled }) => [id, handled]),
      [
        [idOf(2), undefined],
        [idOf(1), CLOSED],
      ],
    );
  });

  it('is deleted when it was handled long ago, or made very long ago', async () => {
    for (const [n, atMs] of [100, 100, 10, 100].entries()) await store.add(sampleReport({ id: idOf(n), atMs }));
    await store.close(idOf(0), { ...CLOSED, atMs: 150 });
    await store.close(idOf(1), { ...CLOSED, atMs: 151 });
    await store.deleteOld({ handledUntilMs: 150, madeUntilMs: 10 });
    assert.deepEqual(await store.findKept([0, 1, 2, 3, 4].map(idOf)), new Set([idOf(1), idOf(3)]));
  });
});
