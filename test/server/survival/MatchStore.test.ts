import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { parseRedisUrl } from '../../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../../server/infra/redis.ts';
import { MatchStore } from '../../../server/survival/MatchStore.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { keptLog } from '../../support/keptLog.ts';
import { until } from '../../support/until.ts';

const ROOM = 'room';

describe('The right to a match', () => {
  let server: RedisServer;
  let redis: Redis;
  let one: MatchStore;
  let other: MatchStore;

  before(async () => {
    server = await RedisServer.start();
    redis = connectRedis(parseRedisUrl(server.url), 'test', keptLog().log);
    one = new MatchStore(redis, () => 'one');
    other = new MatchStore(redis, () => 'other');
  });
  after(async () => {
    await closeRedis(redis);
    await server.stop();
  });
  afterEach(() => redis.flushall());

  async function begin(): Promise<number> {
    const fence = (await one.claim(ROOM))!;
    assert.equal(await one.save(ROOM, fence, 'first'), true);
    return fence;
  }

  async function expire(roomId = ROOM): Promise<void> {
    await redis.hset(`fracas:match:${roomId}`, 'expires', '1');
    await redis.zadd('fracas:leases', 1, roomId);
  }

  it('is given to whoever makes the match, but not to a twin of one that is listed', async () => {
    assert.ok((await one.claim(ROOM))! > 0);
    assert.deepEqual(await one.readOwner(ROOM), { processId: 'one', isLeased: true, isListed: false });
    await redis.hset('roomcaches', ROOM, '{}');
    assert.equal(await other.claim(ROOM), undefined);
    assert.deepEqual(await one.readOwner(ROOM), { processId: 'one', isLeased: true, isListed: true });
  });

  it('cannot be taken from an owner that renews it', async () => {
    await begin();
    assert.equal(await other.adopt(ROOM), undefined);
    assert.equal(await other.adopt(ROOM, 'somebody'), undefined);
  });

  it('goes to another when the lease is over, and the old owner writes nothing any more', async () => {
    const fence = await begin();
    await expire();
    assert.deepEqual(await other.findExpired(9), [ROOM]);
    const adopted = (await other.adopt(ROOM))!;
    assert.equal(adopted.snapshot, 'first');
    assert.ok(adopted.fence > fence);
    const row = await redis.hgetall(`fracas:match:${ROOM}`);
    assert.equal(await one.save(ROOM, fence, 'stale'), false);
    assert.equal(await one.handOver(ROOM, fence, 'stale'), false);
    await one.release(ROOM, fence);
    await one.end(ROOM, fence);
    assert.deepEqual(await redis.hgetall(`fracas:match:${ROOM}`), row);
    assert.equal(await other.save(ROOM, adopted.fence, 'second'), true);
  });

  it('goes on at once when its owner is known to have ended', async () => {
    await begin();
    assert.deepEqual(await other.findOwnedBy('one'), [ROOM]);
    assert.equal((await other.adopt(ROOM, 'one'))?.snapshot, 'first');
    assert.deepEqual(await other.findOwnedBy('one'), []);
  });

  it('goes to one only of many who ask at once', async () => {
    await begin();
    await expire();
    const answers = await Promise.all(Array.from({ length: 20 }, () => other.adopt(ROOM)));
    assert.equal(answers.filter((answer) => answer !== undefined).length, 1);
  });

  it('takes the old listing with it, and keeps its place for the new owner', async () => {
    await begin();
    await redis.hset('roomcaches', ROOM, '{}');
    await redis.hset('fracas:owner', ROOM, 'one');
    await other.adopt(ROOM, 'one');
    assert.equal(await redis.hexists('roomcaches', ROOM), 0);
    assert.equal(await redis.hget('fracas:owner', ROOM), 'other');
  });

  it('can be handed over with the last that happened', async () => {
    const fence = await begin();
    assert.equal(await one.handOver(ROOM, fence, 'last'), true);
    assert.equal((await one.readOwner(ROOM))?.isLeased, false);
    assert.equal((await other.adopt(ROOM))?.snapshot, 'last');
  });

  it('is given back by who cannot go on with the match, for others to try', async () => {
    await begin();
    await expire();
    const { fence } = (await other.adopt(ROOM))!;
    await other.release(ROOM, fence);
    assert.ok((await one.adopt(ROOM))!.fence > fence);
  });

  it('is forgotten in time when nobody can go on with the match, however often they try', async () => {
    await begin();
    await expire();
    await redis.pexpire(`fracas:match:${ROOM}`, 5000);
    const { fence } = (await other.adopt(ROOM))!;
    await other.release(ROOM, fence);
    await one.adopt(ROOM);
    assert.ok((await redis.pttl(`fracas:match:${ROOM}`)) <= 5000);
  });

  it('leaves nothing behind when the match is over, nor when it was forgotten', async () => {
    const fence = await begin();
    await one.end(ROOM, fence);
    // For a while it is known to be over: a save that comes late must not make it anew.
    assert.deepEqual(await redis.keys('*'), [`fracas:match:${ROOM}`]);
    assert.equal(await one.readOwner(ROOM), undefined);
    await redis.del(`fracas:match:${ROOM}`);
    await begin();
    await expire();
    await redis.del(`fracas:match:${ROOM}`);
    assert.equal(await other.adopt(ROOM), undefined);
    assert.deepEqual(await redis.keys('*'), []);
  });

  it('stays with its owner when Redis has forgotten all, and no fence is given twice', async () => {
    const fence = await begin();
    await redis.flushall();
    assert.equal(await one.readOwner(ROOM), undefined);
    assert.equal(await one.save(ROOM, fence, 'again'), true);
    assert.deepEqual(await one.readOwner(ROOM), { processId: 'one', isLeased: true, isListed: false });
    await redis.flushall();
    await until(async () => {
      const [seconds, micros] = (await redis.time()).map(Number);
      return seconds! * 1000 + micros! / 1000 >= fence + 1;
    });
    assert.ok((await other.claim(ROOM))! > fence);
  });
});
