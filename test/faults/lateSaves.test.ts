import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { MatchStore } from '../../server/survival/MatchStore.ts';
import { startRedis, type RunningRedis } from '../support/redisServer.ts';

const ROOM = 'late-saves';

/** A connection on which every save can be sent again as it was, as happens after a silence of Redis. */
interface SavingRedis {
  fracasSave(...args: unknown[]): Promise<unknown>;
}

describe('A save that reaches Redis late, or twice', () => {
  let server: RunningRedis;
  let redis: Redis;
  let store: MatchStore;
  let saves: (() => Promise<unknown>)[];

  before(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
  });

  beforeEach(async () => {
    await redis.del(`fracas:match:${ROOM}`);
    saves = [];
    store = new MatchStore(redis, () => 'one');
    const saving = redis as unknown as SavingRedis;
    const save = saving.fracasSave.bind(redis);
    saving.fracasSave = (...args) => {
      saves.push(() => save(...args));
      return save(...args);
    };
  });

  after(async () => {
    await redis.del(`fracas:match:${ROOM}`);
    await redis.quit();
    await server.stop();
  });

  const snapshot = () => redis.hget(`fracas:match:${ROOM}`, 'snapshot');

  it('does not undo a newer one', async () => {
    const fence = (await store.claim(ROOM))!;
    await store.save(ROOM, fence, 'first');
    await store.save(ROOM, fence, 'second');
    assert.equal(await saves[0]!(), 1);
    assert.equal(await snapshot(), 'second');
  });

  it('does not take back a match that is being handed over', async () => {
    const fence = (await store.claim(ROOM))!;
    await store.save(ROOM, fence, 'first');
    await store.handOver(ROOM, fence, 'last');
    await saves[0]!();
    assert.equal((await store.readOwner(ROOM))?.isLeased, false);
    const next = new MatchStore(redis, () => 'two');
    assert.equal((await next.adopt(ROOM))?.snapshot, 'last');
  });

  it('does not bring a match back that is over', async () => {
    const fence = (await store.claim(ROOM))!;
    await store.save(ROOM, fence, 'first');
    await store.end(ROOM, fence);
    await saves[0]!();
    assert.equal(await snapshot(), null);
    assert.deepEqual(await store.findExpired(9), []);
    assert.equal(await store.readOwner(ROOM), undefined);
  });

  it('cannot come under a right that was given twice: the same process gets the same', async () => {
    const fence = await store.claim(ROOM);
    assert.equal(await store.claim(ROOM), fence);
    const other = new MatchStore(redis, () => 'two');
    assert.notEqual(await other.claim(ROOM), fence);
  });

  it('does not keep the next owner, who counts from one, from saving', async () => {
    const fence = (await store.claim(ROOM))!;
    for (const words of ['first', 'second', 'third']) await store.save(ROOM, fence, words);
    await store.handOver(ROOM, fence, 'last');
    const next = new MatchStore(redis, () => 'two');
    const adopted = (await next.adopt(ROOM))!;
    await next.save(ROOM, adopted.fence, 'on');
    assert.equal(await snapshot(), 'on');
  });
});
