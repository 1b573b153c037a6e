import assert from 'node:assert/strict';
import type { FormedMatch } from '../../../server/matchmaking/formMatches.ts';
import { Matchmaker, type RankedRoom, type RankedRooms } from '../../../server/matchmaking/Matchmaker.ts';
import { QUEUE_TIMES, type Standing } from '../../../server/matchmaking/TicketStore.ts';
import { QUEUE_RULES } from '../../../shared/defs/ranked.ts';
import type { MatchCall } from '../../../shared/net/MatchCard.ts';
import { until } from '../../support/until.ts';
import { keptLog } from '../../support/keptLog.ts';
import { queueTicket } from '../../support/queueTickets.ts';
import { openMemoryTickets, openRedisTickets, type TestedTickets } from '../../support/ticketStores.ts';

const SECOND_MS = 1000;

/** Rooms that are only written down. */
class NotedRooms implements RankedRooms {
  takesMatches = true;
  isBroken = false;
  readonly opened = new Map<string, FormedMatch>();
  readonly calledOff: string[] = [];
  /** What happens while a room is being opened. */
  meanwhile: () => Promise<unknown> = async () => undefined;

  async open(matchId: string, match: FormedMatch): Promise<RankedRoom> {
    if (this.isBroken) throw new Error('no such room');
    await this.meanwhile();
    this.opened.set(matchId, match);
    return { callOff: () => void this.calledOff.push(matchId) };
  }
}

/** The game leaves all its time. */
const NOTHING_ELSE = { wait: async () => {} };

for (const [place, open] of [
  ['in memory', openMemoryTickets],
  ['in Redis', openRedisTickets],
] as const) {
  describe(`Matches formed from a queue ${place}`, () => {
    let queue: TestedTickets;
    let rooms: NotedRooms;
    let matchmaker: Matchmaker;

    before(async () => {
      queue = await open();
    });
    after(() => queue.close());
    beforeEach(() => {
      rooms = new NotedRooms();
      matchmaker = makeMatchmaker(rooms);
    });
    afterEach(() => queue.clear());

    const makeMatchmaker = (own: RankedRooms, spareTime = NOTHING_ELSE) =>
      new Matchmaker({
        tickets: queue.one,
        rooms: own,
        rules: QUEUE_RULES,
        spareTime,
        log: keptLog().log,
      });
    const enter = (...ids: readonly string[]) =>
      Promise.all(
        ids.map((id) => {
          const player = queueTicket(id).players[0]!;
          return queue.one.enter({ ticketId: id, mode: 'duel', size: 1, player, waitedMs: 0 }, id);
        }),
      );
    const standing = async (playerId: string): Promise<Standing> =>
      (await queue.one.renew([{ playerId, connection: playerId }]))[0]!;
    async function callOf(playerId: string): Promise<MatchCall> {
      const found = await standing(playerId);
      assert.equal(found.state, 'called');
      return JSON.parse((found as { call: string }).call) as MatchCall;
    }

    it('call both players to the room of their match, each with their own card', async () => {
      await enter('ann', 'bob');
      await matchmaker.beat();
      const [matchId] = rooms.opened.keys();
      const [ann, bob] = [await callOf('ann'), await callOf('bob')];
      assert.deepEqual([ann.roomId, bob.roomId], [matchId, matchId]);
      assert.deepEqual(ann.card, rooms.opened.get(matchId!)!.cards.get('ann'));
      assert.equal(rooms.opened.size, 1);
    });

    it('are left to others by a process that has no room for them', async () => {
      await enter('ann', 'bob');
      rooms.takesMatches = false;
      await matchmaker.beat();
      assert.equal((await standing('ann')).state, 'waiting');
      const others = new NotedRooms();
      await makeMatchmaker(others).beat();
      assert.equal(others.opened.size, 1);
    });

    it('are begun as long as there is room, and no longer', async () => {
      await enter('ann', 'bob', 'cid', 'dot');
      rooms.meanwhile = async () => (rooms.takesMatches = false);
      await matchmaker.beat();
      assert.equal(rooms.opened.size, 1);
    });

    it('let their players wait on when the room could not be opened', async () => {
      await enter('ann', 'bob');
      rooms.isBroken = true;
      await matchmaker.beat();
      assert.equal((await standing('ann')).state, 'waiting');
      rooms.isBroken = false;
      await queue.advance(QUEUE_TIMES.round);
      await standing('bob');
      await matchmaker.beat();
      assert.equal(rooms.opened.size, 1);
    });

    it('are called off when somebody left while the room was opened, and who stayed meets the next at once', async () => {
      await enter('ann', 'bob');
      rooms.meanwhile = () => queue.one.leave({ playerId: 'bob', connection: 'bob' });
      await matchmaker.beat();
      assert.equal(rooms.calledOff.length, 1);
      assert.equal((await standing('ann')).state, 'waiting');
      rooms.meanwhile = async () => undefined;
      await enter('cid');
      await queue.advance(QUEUE_TIMES.round);
      for (const id of ['ann', 'cid']) await standing(id);
      await matchmaker.beat();
      assert.equal((await standing('ann')).state, 'called');
    });

    it('begin one by one, as the game leaves time for each', async () => {
      await enter('ann', 'bob', 'cat', 'dan');
      const turns: PromiseWithResolvers<void>[] = [];
      const wait = () => {
        const turn = Promise.withResolvers<void>();
        turns.push(turn);
        return turn.promise;
      };
      const beat = makeMatchmaker(rooms, { wait }).beat();
      for (const begun of [0, 1]) {
        await until(() => turns.length > begun);
        assert.equal(rooms.opened.size, begun);
        turns[begun]!.resolve();
      }
      await beat;
      assert.equal(rooms.opened.size, 2);
    });

    it('are left to others by a process that stops, however long the game would leave it no time for them', async () => {
      await enter('ann', 'bob');
      const asked = Promise.withResolvers<void>();
      const wait = () => {
        asked.resolve();
        return Promise.withResolvers<void>().promise;
      };
      const own = makeMatchmaker(rooms, { wait });
      const beat = own.beat();
      await asked.promise;
      await own.stop();
      await beat;
      assert.equal(rooms.opened.size, 0);
      assert.equal((await standing('ann')).state, 'waiting');
    });

    it('come of a queue whose processes have ended, with the waiting times it had', async () => {
      await enter('ann', 'bob');
      await queue.advance(3 * SECOND_MS);
      await enter('ann', 'bob');
      const later = new NotedRooms();
      await makeMatchmaker(later).beat();
      const [match] = later.opened.values();
      const { waitedMs } = match!.cards.get('ann')!;
      assert.ok(waitedMs >= 3 * SECOND_MS && Number.isInteger(waitedMs));
    });
  });
}

describe('A matchmaker whose store is away', () => {
  it('forms no matches, and fails nobody', async () => {
    const rooms = new NotedRooms();
    const { one } = await openMemoryTickets();
    const tickets = { ...one, beginRound: () => Promise.reject(new Error('Command timed out')) };
    const { log } = keptLog();
    await new Matchmaker({ tickets, rooms, rules: QUEUE_RULES, spareTime: NOTHING_ELSE, log }).beat();
    assert.equal(rooms.opened.size, 0);
  });
});
