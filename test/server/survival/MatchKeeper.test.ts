import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { createMetrics } from '../../../server/infra/metrics.ts';
import { parseRedisUrl } from '../../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../../server/infra/redis.ts';
import type { MatchSnapshot } from '../../../server/match/MatchSnapshot.ts';
import { MatchKeeper, SNAPSHOT_TICKS, type KeptRoom } from '../../../server/survival/MatchKeeper.ts';
import { LEASE_MS, MatchStore } from '../../../server/survival/MatchStore.ts';
import { readRoomSnapshot, roomSnapshot, type RosterEntry } from '../../../server/survival/RoomSnapshot.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { keptLog } from '../../support/keptLog.ts';
import { until } from '../../support/until.ts';

const ROOM = 'room';
const KEY = `fracas:match:${ROOM}`;

class FakeRoom implements KeptRoom {
  readonly roomId = ROOM;
  tick = 0;
  roster: RosterEntry[] = [{ sessionId: 'ada', tokens: ['secret'] }];
  isPrivate = false;
  isFrozen = false;
  readonly letGoes: boolean[] = [];

  takeSnapshot() {
    return roomSnapshot({ isPrivate: this.isPrivate }, { number: this.tick } as MatchSnapshot, this.roster);
  }

  setFrozen(isFrozen: boolean): void {
    this.isFrozen = isFrozen;
  }

  letGo(isDeposed: boolean): void {
    this.letGoes.push(isDeposed);
  }
}

describe('Whoever keeps a match', () => {
  let server: RedisServer;
  let redis: Redis;
  let store: MatchStore;
  let heirs: MatchStore;
  let room: FakeRoom;
  let keeper: MatchKeeper;
  let offers: string[];
  let closed: number;

  before(async () => {
    server = await RedisServer.start();
    redis = connectRedis(parseRedisUrl(server.url), 'test', keptLog().log);
    store = new MatchStore(redis, () => 'owner');
    heirs = new MatchStore(redis, () => 'heir');
  });
  after(async () => {
    await closeRedis(redis);
    await server.stop();
  });
  beforeEach(async () => {
    room = new FakeRoom();
    offers = [];
    closed = 0;
    keeper = new MatchKeeper({
      room,
      fence: (await store.claim(ROOM))!,
      store,
      log: keptLog().log,
      metrics: createMetrics(),
      offer: (roomId) => void offers.push(roomId),
      onClosed: () => closed++,
    });
  });
  afterEach(() => redis.flushall());

  async function kept(): Promise<number | undefined> {
    const json = await redis.hget(KEY, 'snapshot');
    return json === null ? undefined : readRoomSnapshot(json).match.number;
  }

  /** Resolves when the keeper has looked so many times who has the match. */
  async function looked(times: number): Promise<void> {
    const readOwner = store.readOwner.bind(store);
    let looks = 0;
    store.readOwner = (roomId) => {
      looks++;
      return readOwner(roomId);
    };
    await until(() => looks >= times);
    store.readOwner = readOwner;
  }

  /** Another process takes the match, and opens its room. */
  async function takeOver(): Promise<void> {
    assert.ok(await heirs.adopt(ROOM));
    await redis.hset('roomcaches', ROOM, '{}');
  }

  it('lets somebody in though Redis is silent, but while the match is being moved not before that is decided', async () => {
    const order: string[] = [];
    server.pause();
    const silence = keeper.save().then(() => order.push('Redis gave up'));
    await keeper.keepSeat().then(() => order.push('in'));
    server.resume();
    await silence;
    assert.deepEqual(order, ['in', 'Redis gave up']);

    await keeper.save();
    const move = keeper.handOver().then(() => order.push('moved'));
    const seat = keeper.keepSeat().then(() => order.push('in the heir’s match'));
    // Longer than a player waits for a silent Redis.
    await looked(40);
    assert.equal(order.length, 2);
    await takeOver();
    await Promise.all([move, seat]);
    assert.deepEqual(order.slice(2).toSorted(), ['in the heir’s match', 'moved']);
  });

  it('saves it four times a second, and at once when something happened', async () => {
    let saves = 0;
    room.takeSnapshot = () => (saves++, FakeRoom.prototype.takeSnapshot.call(room));
    const step = async (events: readonly { type: string }[] = []) => {
      keeper.afterTick({ tick: ++room.tick, events } as never);
      await redis.ping();
      await new Promise(setImmediate);
    };
    for (let i = 0; i < 4 * SNAPSHOT_TICKS; i++) await step();
    assert.equal(saves, 4);
    while ((room.tick - 1) % SNAPSHOT_TICKS !== 0) await step();
    const before = saves;
    await step([{ type: 'shot' }]);
    await step([{ type: 'kill' }]);
    await step([{ type: 'phase' }]);
    assert.ok(saves - before >= 2);
    await keeper.save();
    assert.equal(await kept(), room.tick);
  });

  it('resolves a save only with what happened before it', async () => {
    const first = keeper.save();
    room.tick = 7;
    await keeper.save();
    assert.equal(await kept(), 7);
    await first;
  });

  it('lets go of it, once, when another has it', async () => {
    await keeper.save();
    await heirs.adopt(ROOM, 'owner');
    const row = await redis.hgetall(KEY);
    await Promise.all([keeper.save(), keeper.save()]);
    await keeper.save();
    keeper.depose();
    assert.deepEqual(room.letGoes, [true]);
    assert.equal(closed, 1);
    await keeper.end();
    assert.deepEqual(await redis.hgetall(KEY), row);
  });

  it('hands it over standing still, with its last tick, and lets go only when the heir has it open', async () => {
    const move = keeper.handOver();
    assert.equal(room.isFrozen, true);
    room.tick = 9;
    await until(() => offers.length > 0);
    assert.equal(await kept(), 9);
    assert.ok(await heirs.adopt(ROOM));
    await looked(3);
    assert.deepEqual(room.letGoes, [], 'the heir may yet find that it cannot go on with it');
    await redis.hset('roomcaches', ROOM, '{}');
    assert.equal(await move, true);
    assert.deepEqual(room.letGoes, [false]);
  });

  it('tells nobody of a key that the heir does not know', async () => {
    const move = keeper.handOver();
    await until(() => offers.length > 0);
    room.roster = [{ sessionId: 'ada', tokens: ['newer', 'secret'] }];
    let isSaved = false;
    const save = keeper.save().then(() => (isSaved = true));
    for (let i = 0; i < 10; i++) await redis.ping();
    assert.equal(isSaved, false, 'who just came back is not let in before it is decided where the match is');
    await takeOver();
    await Promise.all([move, save]);
    assert.deepEqual(room.letGoes, [false], 'let go before they were let in');
  });

  it('goes on with it when nobody takes it', async () => {
    room.tick = 3;
    assert.equal(await keeper.handOver(), false);
    assert.equal(room.isFrozen, false);
    assert.deepEqual(room.letGoes, []);
    assert.deepEqual(await store.readOwner(ROOM), { processId: 'owner', isLeased: true, isListed: false });
  });

  it('leaves it where the next process finds it', async () => {
    room.tick = 5;
    await keeper.leave();
    assert.deepEqual(room.letGoes, [false]);
    assert.equal(await kept(), 5);
    assert.ok(await heirs.adopt(ROOM));
  });

  it('moves no match without people, unless guests are on their way to it', async () => {
    room.roster = [];
    assert.equal(await keeper.handOver(), true);
    assert.deepEqual([offers, room.letGoes], [[], [false]]);
    room.isPrivate = true;
    void keeper.handOver();
    await until(() => offers.length > 0);
    await takeOver();
    await keeper.handOver();
  });

  it('forgets it when it is over, also while a save is under way', async () => {
    const save = keeper.save();
    await keeper.end();
    await save;
    await keeper.save();
    assert.equal(await store.readOwner(ROOM), undefined);
    assert.equal(await heirs.adopt(ROOM, 'owner'), undefined);
    assert.deepEqual([room.letGoes, closed], [[], 1]);
  });

  it('plays on while Redis is away, and renews its right when it is back empty', async () => {
    await server.kill();
    await keeper.save();
    assert.deepEqual(room.letGoes, []);
    assert.equal(keeper.isDoubtful, false);
    await server.restart();
    await until(async () => {
      await keeper.save();
      return (await store.readOwner(ROOM).catch(() => undefined))?.isLeased === true;
    });
    assert.deepEqual(room.letGoes, []);
  });

  it('doubts its right after it stood still, until Redis has told', async () => {
    await keeper.save();
    const now = performance.now.bind(performance);
    performance.now = () => now() + LEASE_MS + 1;
    try {
      assert.equal(keeper.isDoubtful, true);
      await keeper.save();
      assert.equal(keeper.isDoubtful, false);
    } finally {
      performance.now = now;
    }
  });

  it('doubts it also when it stood still while it asked: that answer is from before', async () => {
    const now = performance.now.bind(performance);
    const asking = keeper.save();
    // It has asked, and not read the answer.
    await new Promise((resolve) => process.nextTick(resolve));
    performance.now = () => now() + LEASE_MS + 1;
    try {
      await asking;
      assert.equal(keeper.isDoubtful, true);
      await keeper.save();
      assert.equal(keeper.isDoubtful, false);
    } finally {
      performance.now = now;
    }
  });
});
