import assert from 'node:assert/strict';
import {
  QUEUE_TIMES,
  type Entering,
  type MissedMatch,
  type Standing,
  type TicketWish,
} from '../../../server/matchmaking/TicketStore.ts';
import { RANKED } from '../../../shared/defs/ranked.ts';
import { party, wishOf } from '../../support/queueTickets.ts';
import { openMemoryTickets, openRedisTickets, type TestedTickets } from '../../support/ticketStores.ts';

const SECOND_MS = 1000;

/** The clock of Redis goes on meanwhile; the waits that are told apart differ by more. */
const SLACK_MS = 5 * SECOND_MS;

for (const [place, open] of [
  ['in memory', openMemoryTickets],
  ['in Redis', openRedisTickets],
] as const) {
  describe(`QU9 Missing a match of the queue ${place}`, () => {
    let queue: TestedTickets;

    before(async () => {
      queue = await open();
    });
    after(() => queue.close());
    afterEach(() => queue.clear());

    const enter = (id: string, more?: Partial<TicketWish>) => queue.one.enter(wishOf(id, more), id);
    const standing = async (playerId: string): Promise<Standing> =>
      (await queue.one.renew([{ playerId, connection: playerId }]))[0]!;
    /** Somebody enters, and is called to a match. */
    async function call(id: string, matchId: string): Promise<void> {
      await enter(id);
      await queue.one.claim(matchId, [id]);
      await queue.one.settle(matchId, [id], new Map([[id, `seat of ${matchId}`]]));
    }
    /** Has somebody called to a match, who hears of it unless their connection is gone, and does not come. */
    async function miss(id: string, { isTold = true } = {}): Promise<void> {
      await call(id, 'm1');
      if (isTold) assert.equal((await standing(id)).state, 'called');
      await queue.advance(QUEUE_TIMES.call);
      await queue.other.noteMissed('m1', [id]);
    }
    /** That who enters is kept out for a reason, and for so long. */
    function assertMissed(outcome: Entering, reason: MissedMatch['reason'], waitMs: number): void {
      assert.ok(typeof outcome === 'object', `${JSON.stringify(outcome)}`);
      assert.equal(outcome.reason, reason);
      assert.ok(outcome.waitMs <= waitMs && outcome.waitMs > waitMs - SLACK_MS, `${outcome.waitMs} of ${waitMs}`);
    }

    it('lets who was told of a match and missed it enter in no process for a while', async () => {
      await miss('ann');
      assertMissed(await queue.one.enter(wishOf('ann'), 'ann'), 'missedMatch', 30 * SECOND_MS);
      await queue.advance(20 * SECOND_MS);
      assertMissed(await queue.other.enter(wishOf('ann'), 'newer'), 'missedMatch', 10 * SECOND_MS);
      assert.deepEqual((await queue.one.beginRound())?.tickets, []);
      await queue.advance(10 * SECOND_MS);
      assert.equal(await enter('ann'), 'entered');
    });

    it('keeps them out for longer each time, until an hour has passed without another', async () => {
      const minuteMs = 60 * SECOND_MS;
      for (const waitMs of [minuteMs / 2, 2 * minuteMs, 5 * minuteMs, 5 * minuteMs]) {
        await miss('ann');
        assertMissed(await enter('ann'), 'missedMatch', waitMs);
        await queue.advance(waitMs);
      }
      await queue.advance(RANKED.missesRememberedMs - 5 * minuteMs);
      await miss('ann');
      assertMissed(await enter('ann'), 'missedMatch', minuteMs / 2);
    });

    it('lets who was never told of a match enter at once', async () => {
      await miss('ann', { isTold: false });
      assert.equal(await enter('ann'), 'entered');
    });

    it('counts each match for itself, though another called before the first was given up', async () => {
      for (const matchId of ['m1', 'm2']) {
        await call('ann', matchId);
        assert.equal((await standing('ann')).state, 'called');
        if (matchId === 'm1') await queue.advance(QUEUE_TIMES.call);
      }
      await queue.other.noteMissed('m1', ['ann']);
      assert.deepEqual(await standing('ann'), { state: 'called', call: 'seat of m2' });
      await queue.advance(QUEUE_TIMES.call);
      assertMissed(await enter('ann'), 'missedMatch', 22 * SECOND_MS);
      await queue.other.noteMissed('m2', ['ann']);
      assertMissed(await enter('ann'), 'missedMatch', 2 * 60 * SECOND_MS);
    });

    it('counts a match once that was missed, whoever says so again', async () => {
      await miss('ann');
      await queue.one.noteMissed('m1', ['ann']);
      assertMissed(await enter('ann'), 'missedMatch', 30 * SECOND_MS);
    });

    it('takes who missed a match out of the queue they are in again', async () => {
      await call('ann', 'm1');
      await standing('ann');
      await queue.advance(QUEUE_TIMES.call);
      await enter('ann');
      await queue.other.noteMissed('m1', ['ann']);
      assert.equal((await standing('ann')).state, 'gone');
      assert.deepEqual((await queue.one.beginRound())?.tickets, []);
    });

    it('has a party wait with who missed a match, for as long as they do', async () => {
      await miss('bob');
      await queue.advance(10 * SECOND_MS);
      await enter('ann', party('p', 2));
      assertMissed(await enter('bob', party('p', 2)), 'missedMatch', 20 * SECOND_MS);
      assert.equal((await standing('ann')).state, 'gone');
      for (const id of ['ann', 'cid']) {
        const outcome = await queue.other.enter(wishOf(id, party('p', 2)), id);
        assertMissed(outcome, 'mateMissedMatch', 20 * SECOND_MS);
      }
      assert.equal(await enter('ann', party('another', 2)), 'entered');
      await queue.advance(20 * SECOND_MS);
      assert.equal(await enter('bob', party('p', 2)), 'entered');
    });

    it('holds no party up that is complete without who missed a match', async () => {
      await miss('cid');
      for (const id of ['ann', 'bob']) await enter(id, party('p', 2));
      assertMissed(await enter('cid', party('p', 2)), 'missedMatch', 30 * SECOND_MS);
      assert.equal((await standing('ann')).state, 'waiting');
    });
  });
}
