import assert from 'node:assert/strict';
import type { Ticket } from '../../../server/matchmaking/Ticket.ts';
import { QUEUE_TIMES, type Standing, type TicketWish } from '../../../server/matchmaking/TicketStore.ts';
import { party, wishOf } from '../../support/queueTickets.ts';
import { openMemoryTickets, openRedisTickets, type TestedTickets } from '../../support/ticketStores.ts';

const SECOND_MS = 1000;

/** What a test lets pass as "at once", for a Redis whose clock goes on meanwhile. */
const SLACK_MS = 500;

const idsOf = (tickets: readonly Ticket[] | undefined) => tickets?.map(({ id }) => id).toSorted();

for (const [place, open] of [
  ['in memory', openMemoryTickets],
  ['in Redis', openRedisTickets],
] as const) {
  describe(`The queue ${place}`, () => {
    let queue: TestedTickets;

    before(async () => {
      queue = await open();
    });
    after(() => queue.close());
    afterEach(() => queue.clear());

    const enter = (id: string, more?: Partial<TicketWish>) => queue.one.enter(wishOf(id, more), id);
    /** How a player stands who speaks through a connection, their own unless another is named. */
    const standing = async (playerId: string, connection = playerId): Promise<Standing> =>
      (await queue.one.renew([{ playerId, connection }]))[0]!;
    const waitedMs = async (id: string, connection?: string): Promise<number> => {
      const found = await standing(id, connection);
      return found.state === 'waiting' ? found.waitedMs : -1;
    };
    async function round(): Promise<readonly Ticket[] | undefined> {
      return (await queue.one.beginRound())?.tickets;
    }
    async function nextRound(present: readonly string[]): Promise<readonly string[] | undefined> {
      await queue.advance(QUEUE_TIMES.round);
      await queue.one.renew(present.map((id) => ({ playerId: id, connection: id })));
      return idsOf(await round());
    }

    it('gives a round the wishes as they were entered, with their times on one clock', async () => {
      const wish = wishOf('ann', { waitedMs: 7 * SECOND_MS });
      assert.equal(await queue.one.enter(wish, 'ann'), 'entered');
      const { nowMs, tickets } = (await queue.other.beginRound())!;
      const [{ enteredAtMs, ...ticket }] = tickets as [Ticket];
      assert.deepEqual(ticket, { id: 'ann', mode: 'duel', players: [wish.player] });
      assert.ok(Math.abs(nowMs - enteredAtMs - 7 * SECOND_MS) < SLACK_MS);
    });

    it('tells who waits how long they have, and how many waited longer', async () => {
      await enter('ann');
      await enter('eve', { mode: 'teamDeathmatch' });
      await queue.advance(2 * SECOND_MS);
      await enter('bob');
      const bob = await standing('bob');
      assert.deepEqual(bob, { ...bob, state: 'waiting', ahead: 1, missing: 0 });
      assert.ok(Math.abs((await waitedMs('ann')) - 2 * SECOND_MS) < SLACK_MS);
      assert.equal((await standing('dot')).state, 'gone');
    });

    it('forms matches in one process at a time, a round apart', async () => {
      assert.ok(await queue.one.beginRound());
      assert.equal(await queue.other.beginRound(), undefined);
      await queue.advance(QUEUE_TIMES.round);
      assert.ok(await queue.other.beginRound());
      assert.equal(await queue.one.beginRound(), undefined);
    });

    it('keeps the place of who comes back by another process, and tells the older connection', async () => {
      await enter('ann');
      await queue.advance(5 * SECOND_MS);
      assert.equal(await queue.other.enter(wishOf('ann'), 'newer'), 'entered');
      assert.ok((await waitedMs('ann', 'newer')) >= 5 * SECOND_MS);
      assert.equal((await standing('ann')).state, 'replaced');
      await queue.one.leave({ playerId: 'ann', connection: 'ann' });
      assert.equal((await standing('ann', 'newer')).state, 'waiting');
    });

    it('matches nobody who is not there, and forgets who does not come back', async () => {
      await enter('ann');
      await enter('bob');
      await queue.advance(QUEUE_TIMES.present + SECOND_MS);
      await standing('bob');
      assert.deepEqual(idsOf(await round()), ['bob']);
      assert.equal((await standing('ann')).state, 'waiting');
      await queue.advance(QUEUE_TIMES.keepsPlace + SECOND_MS);
      await standing('bob');
      assert.deepEqual(idsOf(await round()), ['bob']);
      assert.equal((await standing('ann')).state, 'gone');
    });

    it('has one wish of a person: another one takes its place', async () => {
      await enter('ann');
      await enter('ann', { mode: 'teamDeathmatch' });
      const [ticket, ...others] = (await round())!;
      assert.deepEqual([ticket!.mode, others.length], ['teamDeathmatch', 0]);
      await enter('ann', party('friends', 2));
      assert.deepEqual(await nextRound(['ann']), []);
      assert.equal(((await standing('ann')) as { missing: number }).missing, 1);
    });

    it('lets who leaves go', async () => {
      await enter('ann');
      await queue.one.leave({ playerId: 'ann', connection: 'ann' });
      assert.equal((await standing('ann')).state, 'gone');
      assert.deepEqual(await round(), []);
    });

    it('brings a party together, and matches it when all of it is there', async () => {
      await enter('ann', party('friends', 2));
      assert.deepEqual(await round(), []);
      await enter('bob', party('friends', 2));
      await queue.advance(QUEUE_TIMES.round);
      const [ticket] = (await round())!;
      assert.deepEqual(
        ticket!.players.map(({ playerId }) => playerId),
        ['ann', 'bob'],
      );
      await queue.one.leave({ playerId: 'ann', connection: 'ann' });
      assert.deepEqual(await nextRound(['bob']), []);
    });

    it('takes nobody into a party that is complete, or that wishes for something else', async () => {
      await enter('ann', party('friends', 2));
      assert.equal(await enter('cid', party('friends', 3)), 'partyDiffers');
      assert.equal(await enter('bob', party('friends', 2)), 'entered');
      assert.equal(await enter('dot', party('friends', 2)), 'partyFull');
      assert.equal((await standing('dot')).state, 'gone');
    });

    it('gives a ticket to one match, and all tickets of a match or none', async () => {
      for (const id of ['ann', 'bob', 'cid']) await enter(id);
      const claims = await Promise.all([
        queue.one.claim('m1', ['ann', 'bob']),
        queue.other.claim('m2', ['bob', 'cid']),
      ]);
      assert.deepEqual(claims.toSorted(), [false, true]);
      const rest = claims[0] ? 'cid' : 'ann';
      assert.deepEqual(idsOf(await round()), [rest]);
      assert.equal(await queue.one.claim('m3', [rest, 'nobody']), false);
      assert.equal(await queue.one.claim('m4', [rest]), true);
    });

    it('is asked twice for the same claim when an answer was lost, and gives the same answer', async () => {
      await enter('ann');
      assert.equal(await queue.one.claim('m1', ['ann']), true);
      assert.equal(await queue.one.claim('m1', ['ann']), true);
    });

    it('lets players wait on whose match could not be made', async () => {
      await enter('ann');
      await queue.advance(2 * SECOND_MS);
      await queue.one.claim('m1', ['ann']);
      await queue.one.release('m2', ['ann']);
      assert.deepEqual(await nextRound(['ann']), []);
      await queue.one.release('m1', ['ann']);
      assert.deepEqual(await nextRound(['ann']), ['ann']);
      assert.ok((await waitedMs('ann')) >= 4 * SECOND_MS);
    });

    it('gives a claim up whose process is gone', async () => {
      await enter('ann');
      await queue.one.claim('m1', ['ann']);
      await queue.advance(QUEUE_TIMES.claim);
      assert.deepEqual(await nextRound(['ann']), ['ann']);
      assert.equal(await queue.one.settle('m1', ['ann'], new Map([['ann', 'seat']])), false);
      assert.equal((await standing('ann')).state, 'waiting');
    });

    it('calls the players of a match that is ready, each by what was written for them', async () => {
      for (const id of ['ann', 'bob']) await enter(id);
      await queue.one.claim('m1', ['ann', 'bob']);
      const calls = new Map([
        ['ann', 'seat 1\nof a'],
        ['bob', 'seat 2'],
      ]);
      assert.equal(await queue.one.settle('m1', ['ann', 'bob'], calls), true);
      assert.deepEqual(await standing('ann'), { state: 'called', call: 'seat 1\nof a' });
      assert.deepEqual(await standing('bob'), { state: 'called', call: 'seat 2' });
      assert.deepEqual(await round(), []);
      await queue.advance(QUEUE_TIMES.call);
      assert.equal((await standing('ann')).state, 'gone');
    });

    it('calls who came back by another connection there, and not the older one', async () => {
      await enter('ann');
      await queue.one.claim('m1', ['ann']);
      await queue.one.settle('m1', ['ann'], new Map([['ann', 'seat']]));
      await queue.other.enter(wishOf('ann'), 'newer');
      assert.deepEqual(await standing('ann', 'newer'), { state: 'called', call: 'seat' });
      assert.equal((await standing('ann')).state, 'replaced');
    });

    it('calls nobody when one of them has left meanwhile', async () => {
      for (const id of ['ann', 'bob']) await enter(id);
      await queue.one.claim('m1', ['ann', 'bob']);
      await queue.one.leave({ playerId: 'bob', connection: 'bob' });
      assert.equal(await queue.one.settle('m1', ['ann', 'bob'], new Map([['ann', 'seat']])), false);
      assert.equal((await standing('ann')).state, 'waiting');
    });

    it('calls nobody when another of their party has taken the place of one whom the match was formed with', async () => {
      for (const id of ['ann', 'bob']) await enter(id, party('friends', 2));
      await enter('cid', { mode: 'teamDeathmatch' });
      const ids = idsOf(await round())!;
      await queue.one.leave({ playerId: 'bob', connection: 'bob' });
      await enter('dot', party('friends', 2));
      assert.equal(await queue.one.claim('m1', ids), true);
      const calls = new Map(['ann', 'bob', 'cid'].map((id) => [id, 'seat']));
      assert.equal(await queue.one.settle('m1', ids, calls), false);
      for (const id of ['ann', 'cid', 'dot']) assert.equal((await standing(id)).state, 'waiting', id);
      await queue.one.release('m1', ids);
      assert.deepEqual(await nextRound(['ann', 'cid', 'dot']), ids);
    });

    it('lets players enter again as if they had waited on when their match came to nothing', async () => {
      await enter('ann');
      await queue.one.claim('m1', ['ann']);
      await queue.one.settle('m1', ['ann'], new Map([['ann', 'seat']]));
      await queue.other.recall('m1', new Map([['ann', 20 * SECOND_MS]]));
      assert.equal((await standing('ann')).state, 'gone');
      await enter('ann');
      assert.ok(Math.abs((await waitedMs('ann')) - 20 * SECOND_MS) < SLACK_MS);
    });

    it('calls who did not stay to that match no more, and takes no call to another one back', async () => {
      for (const id of ['ann', 'bob']) await enter(id);
      for (const [match, id] of [
        ['m1', 'ann'],
        ['m2', 'bob'],
      ] as const) {
        await queue.one.claim(match, [id]);
        await queue.one.settle(match, [id], new Map([[id, `seat of ${match}`]]));
      }
      await queue.one.recall('m1', new Map(['ann', 'bob'].map((id) => [id, 0])));
      assert.equal((await standing('ann')).state, 'gone');
      assert.deepEqual(await standing('bob'), { state: 'called', call: 'seat of m2' });
      await enter('ann');
      assert.ok((await waitedMs('ann')) < SLACK_MS);
    });

    it('takes who left a match that is on out, and lets them enter in no process until it is over (RK7)', async () => {
      await enter('ann');
      await enter('bob');
      await queue.one.keepOut(['ann']);
      assert.equal((await standing('ann')).state, 'gone');
      assert.equal(await queue.other.enter(wishOf('ann'), 'newer'), 'matchStillOn');
      assert.deepEqual(idsOf(await round()), ['bob']);
      await queue.other.letIn(['ann', 'cid']);
      assert.equal(await enter('ann'), 'entered');
    });

    it('keeps them out for as long as somebody says that it is on, and lets them in when nobody does (RK8)', async () => {
      await queue.one.keepOut(['ann']);
      await queue.advance(QUEUE_TIMES.keptOut - SECOND_MS);
      await queue.other.keepOut(['ann']);
      await queue.advance(QUEUE_TIMES.keptOut - SECOND_MS);
      assert.equal(await enter('ann'), 'matchStillOn');
      await queue.advance(SECOND_MS);
      assert.equal(await enter('ann'), 'entered');
    });

    it('gives no match to who left another while theirs was being made', async () => {
      for (const id of ['ann', 'bob']) await enter(id);
      await queue.one.claim('m1', ['ann', 'bob']);
      await queue.one.keepOut(['bob']);
      assert.equal(await queue.one.settle('m1', ['ann', 'bob'], new Map([['ann', 'seat']])), false);
      assert.equal((await standing('ann')).state, 'waiting');
    });

    it('lets them begin anew when they come back late', async () => {
      await queue.one.recall('m1', new Map([['ann', 20 * SECOND_MS]]));
      await queue.advance(QUEUE_TIMES.keepsWaiting);
      await enter('ann');
      assert.ok((await waitedMs('ann')) < SLACK_MS);
    });
  });
}
