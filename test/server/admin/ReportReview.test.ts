import assert from 'node:assert/strict';
import { BanStore } from '../../../server/accounts/BanStore.ts';
import type { BanWish } from '../../../server/admin/AdminDesk.ts';
import { ReportReview } from '../../../server/admin/ReportReview.ts';
import { ReportStore } from '../../../server/persistence/ReportStore.ts';
import type { Report } from '../../../server/reports/Report.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { addPlayers } from '../../support/sampleResults.ts';

const NOW_MS = 1_800_000_000_000;

function reportOf(id: string, playerId: string | undefined, atMs = 1): Report {
  return {
    id,
    reporter: { session: 'seat-1', playerId: undefined },
    reported: { session: 'seat-2', playerId, name: 'Bo' },
    reason: 'cheating',
    matchId: 'match-1',
    tick: 99,
    said: [],
    replay: `${id}.replay`,
    atMs,
  };
}

eachDatabase('RP3 whoever looks after a server', (database) => {
  let store: ReportStore;
  let banned: (BanWish & { by: string })[];
  let review: ReportReview;

  beforeEach(async () => {
    const { db } = database();
    await addPlayers(db, ['ann', 'ben']);
    store = new ReportStore(db);
    banned = [];
    review = new ReportReview({
      services: { db, reports: { readSlice: async () => undefined } as never },
      desk: {
        async ban(wish, by, condition) {
          if (wish.player !== 'ben') return false;
          const ban = { playerId: wish.player, reason: wish.reason, bannedBy: by };
          if (await new BanStore(db).add(ban, NOW_MS, condition)) banned.push({ ...wish, by });
          return true;
        },
      },
      nowMs: () => NOW_MS,
    });
  });

  it('reads a report with all others about the same player, and with their bans and who banned them', async () => {
    for (const [id, player] of [
      ['a', 'ben'],
      ['b', 'ben'],
      ['c', 'ann'],
    ] as const)
      await store.add(reportOf(id, player));
    const bans = new BanStore(database().db);
    await bans.add({ playerId: 'ben', reason: 'spam', bannedBy: 'kim', lastsMs: 20 }, 50);
    await bans.lift('ben', 60);
    await bans.add({ playerId: 'ann', reason: 'spam', bannedBy: 'kim' }, 50);
    const reviewed = await review.read('a');
    assert.deepEqual([reviewed?.report.id, reviewed?.others.map(({ id }) => id)], ['a', ['b']]);
    assert.deepEqual(reviewed?.bans, [
      { playerId: 'ben', reason: 'spam', bannedBy: 'kim', atMs: 50, untilMs: 70, liftedAtMs: 60 },
    ]);
  });

  it('reads one about somebody nobody knows, with nothing of others', async () => {
    await store.add(reportOf('a', undefined));
    await store.add(reportOf('b', undefined));
    const { others, bans } = (await review.read('a'))!;
    assert.deepEqual([others, bans], [[], []]);
    assert.equal(await review.read('c'), undefined);
  });

  it('closes it with nothing done', async () => {
    await store.add(reportOf('a', 'ben'));
    assert.equal(await review.handle({ report: 'a', outcome: 'nothing' }, 'kim'), undefined);
    assert.deepEqual((await store.find('a'))?.handled, { outcome: 'nothing', by: 'kim', atMs: NOW_MS });
    assert.deepEqual(banned, []);
  });

  it('bans whom it is about and closes it, in their own name', async () => {
    await store.add(reportOf('a', 'ben'));
    const wish = { report: 'a', outcome: 'ban', reason: 'aims too well', days: 7 } as const;
    assert.equal(await review.handle(wish, 'kim'), undefined);
    assert.deepEqual(banned, [{ player: 'ben', reason: 'aims too well', days: 7, by: 'kim' }]);
    assert.deepEqual((await store.find('a'))?.handled, { outcome: 'ban', by: 'kim', atMs: NOW_MS });
  });

  it('neither closes nor bans a second time, and is told when there is no such report', async () => {
    await store.add(reportOf('a', 'ben'));
    await review.handle({ report: 'a', outcome: 'nothing' }, 'kim');
    const ban = { outcome: 'ban', reason: 'x' } as const;
    assert.equal(await review.handle({ report: 'a', ...ban }, 'lee'), 'reportHandled');
    assert.equal(await review.handle({ report: 'b', ...ban }, 'lee'), 'unknownReport');
    assert.deepEqual(banned, []);
    assert.equal((await store.find('a'))?.handled?.by, 'kim');
  });

  it('is told when another one handled it in the same moment, whose word alone counts', async () => {
    const ban = { outcome: 'ban', reason: 'x' } as const;
    const nothing = { outcome: 'nothing' } as const;
    for (const [report, wishes] of Object.entries({ a: [ban, nothing], b: [nothing, ban], c: [ban, ban] } as const)) {
      await store.add(reportOf(report, 'ben'));
      banned.splice(0);
      const faults = await Promise.all(
        wishes.map((wish, index) => review.handle({ report, ...wish }, ['kim', 'lee'][index]!)),
      );
      assert.deepEqual(new Set(faults), new Set(['reportHandled', undefined]));
      const { outcome, by } = (await store.find(report))!.handled!;
      assert.equal(by, ['kim', 'lee'][faults.indexOf(undefined)]);
      assert.deepEqual(
        banned.map((each) => each.by),
        outcome === 'ban' ? [by] : [],
      );
    }
  });

  it('leaves a report open that is about nobody who could be banned', async () => {
    await store.add(reportOf('a', undefined));
    await store.add(reportOf('b', 'ann'));
    for (const report of ['a', 'b'])
      assert.equal(await review.handle({ report, outcome: 'ban', reason: 'x' }, 'kim'), 'nobodyToBan');
    assert.equal((await review.list(10)).reports.length, 2);
  });
});
