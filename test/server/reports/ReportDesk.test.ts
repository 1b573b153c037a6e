import assert from 'node:assert/strict';
import { RequestBudget } from '../../../server/http/RequestBudget.ts';
import type { Complaint, Report } from '../../../server/reports/Report.ts';
import { ReportDesk } from '../../../server/reports/ReportDesk.ts';
import { REPORT_LIMIT } from '../../../shared/defs/reports.ts';

const BYTES = Uint8Array.of(1, 2, 3);
const SLICE = { matchId: 'match-1', tick: 99, bytes: BYTES };

function complaintOf(reporter: string): Complaint {
  return {
    reporter: { session: `seat of ${reporter}`, playerId: reporter },
    reported: { session: 'seat-2', playerId: undefined, name: 'Bo' },
    reason: 'cheating',
    said: [],
  };
}

function openDesk() {
  const kept: Report[] = [];
  const files = new Map<string, Uint8Array>();
  const clock = { nowMs: 5000 };
  const desk = new ReportDesk({
    recorder: { save: (name, bytes) => void files.set(name, bytes), settle: async () => undefined, directory: '' },
    store: { deleteOld: () => assert.fail(), findKept: () => assert.fail() },
    waiting: {
      start: () => assert.fail(),
      submit: (report) => void kept.push(report),
      settle: async () => undefined,
      stop: async () => undefined,
    },
    log: { debug: () => undefined },
    budget: new RequestBudget({ requests: REPORT_LIMIT.reports, perMs: REPORT_LIMIT.perMs, nowMs: () => clock.nowMs }),
    nowMs: () => clock.nowMs,
  });
  return { desk, kept, files, clock };
}

describe('RP1 a report', () => {
  it('is kept with the match, the tick and a file that shows what led to it', async () => {
    const { desk, kept, files } = openDesk();
    assert.ok(desk.file(complaintOf('ada'), 'ada', () => SLICE));
    await desk.settle();
    const [report] = kept;
    assert.ok(report);
    const { id, matchId, tick, replay, atMs } = report;
    assert.deepEqual(
      { matchId, tick, replay, atMs },
      { matchId: 'match-1', tick: 99, replay: `${id}.replay`, atMs: 5000 },
    );
    assert.deepEqual(files, new Map([[id, BYTES]]));
  });
});

describe('RP2 a person', () => {
  it('makes so many reports in ten minutes, from whichever seat, and no match is cut for more', () => {
    const { desk, clock } = openDesk();
    let cuts = 0;
    const report = (who: string) => desk.file(complaintOf(who), who, () => (cuts++, SLICE));
    for (let count = 0; count < REPORT_LIMIT.reports; count++) assert.ok(report('ada'));
    assert.equal(report('ada'), false);
    assert.equal(cuts, REPORT_LIMIT.reports);
    assert.ok(report('bo'), 'others go on');
    clock.nowMs += REPORT_LIMIT.perMs;
    assert.ok(report('ada'));
  });
});
