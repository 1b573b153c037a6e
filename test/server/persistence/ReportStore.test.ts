import assert from 'node:assert/strict';
import { ReportStore } from '../../../server/persistence/ReportStore.ts';
import type { Report } from '../../../server/reports/Report.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { addPlayers } from '../../support/sampleResults.ts';

function sampleReport(change: Partial<Report> = {}): Report {
  return {
    id: 'report-1',
    reporter: { session: 'seat-1', playerId: undefined },
    reported: { session: 'seat-2', playerId: undefined, name: 'Bo’; drop table reports; --' },
    reason: 'abuse',
    matchId: 'match-1',
    tick: 4200,
    said: [{ tick: 4100, to: 'all', said: { text: 'something "rude"' } }],
    replay: 'report-1.replay',
    atMs: 1_800_000_000_000,
    ...change,
  };
}

eachDatabase('A report', (database) => {
  let store: ReportStore;
  beforeEach(() => {
    store = new ReportStore(database().db);
  });

  it('is read as it was kept, of people nobody knows as well', async () => {
    await store.add(sampleReport());
    assert.deepEqual(await store.newest(), [sampleReport()]);
  });

  it('names those the server knows', async () => {
    await addPlayers(database().db, ['ann', 'ben']);
    const report = sampleReport({
      reporter: { session: 'seat-1', playerId: 'ann' },
      reported: { session: 'seat-2', playerId: 'ben', name: 'ben' },
    });
    await store.add(report);
    assert.deepEqual(await store.newest(), [report]);
  });

  it('comes before older ones, and of very many the newest are read', async () => {
    for (let at = 1; at <= 105; at++) await store.add(sampleReport({ id: `report-${at}`, atMs: at }));
    const times = (await store.newest()).map(({ atMs }) => atMs);
    assert.deepEqual([times.length, times[0], times.at(-1)], [100, 105, 6]);
  });
});
