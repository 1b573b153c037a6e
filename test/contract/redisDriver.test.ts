import assert from 'node:assert/strict';
import { Room, defineRoom, matchMaker } from '@colyseus/core';
import { RedisPresence } from '@colyseus/redis-presence';
import { Redis } from 'ioredis';
import { parseRedisUrl } from '../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../server/infra/redis.ts';
import { TolerantPresence } from '../../server/infra/TolerantPresence.ts';
import { FencedDriver } from '../../server/listing/FencedDriver.ts';
import { RedisServer } from '../../tools/cluster/RedisServer.ts';
import { keptLog } from '../support/keptLog.ts';

const CALLS = ['insert', 'update', 'persist', 'remove', 'cleanup', 'findOne', 'query', 'findByIds'] as const;

describe('What Colyseus asks of its driver', () => {
  let server: RedisServer;
  let redis: Redis;
  let presence: TolerantPresence;
  let calls: [name: string, ...args: unknown[]][] = [];
  let rows: Record<string, string>;

  before(async () => {
    server = await RedisServer.start();
    const { log } = keptLog();
    redis = connectRedis(parseRedisUrl(server.url), 'contract', log);
    const driver = new FencedDriver(redis, () => matchMaker.processId, log);
    for (const name of CALLS) {
      const method = driver[name].bind(driver) as (...args: unknown[]) => unknown;
      Object.assign(driver, {
        [name]: (...args: unknown[]) => {
          calls.push([name, ...args]);
          return method(...args);
        },
      });
    }
    presence = new TolerantPresence(redis, log);
    await matchMaker.setup(presence, driver);
    matchMaker.setHealthChecksEnabled(false);
    matchMaker.addRoomType(
      Object.assign(defineRoom(TestRoom).filterBy(['mode', 'map']).sortBy({ clients: -1 }), { name: 'test' }),
    );
    await matchMaker.accept();
  });
  after(async () => {
    await matchMaker.gracefullyShutdown();
    matchMaker.setHealthChecksEnabled(true);
    matchMaker.removeRoomType('test');
    presence.shutdown();
    await closeRedis(redis);
    await server.stop();
  });
  beforeEach(() => {
    calls = [];
  });

  it('is a search by what the index knows, then an insert, for a first player', async () => {
    const seat = await matchMaker.joinOrCreate('test', { mode: 'ctf' });
    const [search] = calls;
    assert.deepEqual(search, [
      'findOne',
      { locked: false, name: 'test', private: false, mode: 'ctf' },
      { clients: -1 },
    ]);
    assert.deepEqual(calls.filter(([name]) => name === 'insert').length, 1);
    rows = await redis.hgetall('roomcaches');
    assert.deepEqual(Object.keys(rows), [seat.roomId]);
    assert.equal((JSON.parse(rows[seat.roomId]!) as { clients: number }).clients, 1);
  });

  it('is an update of the count for a second one, who comes into the same room', async () => {
    const [roomId] = Object.keys(rows);
    const seat = await matchMaker.joinOrCreate('test', { mode: 'ctf' });
    assert.equal(seat.roomId, roomId);
    const updates = calls.filter(([name]) => name === 'update').map(([, , operations]) => operations);
    assert.deepEqual(updates, [{ $inc: { clients: 1 }, $set: { locked: false } }]);
    assert.equal(await redis.hget('fracas:owner', seat.roomId), matchMaker.processId);
  });

  it('is to create the missing rows after Redis forgot them', async () => {
    const [roomId] = Object.keys(rows);
    await redis.flushall();
    await matchMaker.restoreMissingRoomCaches();
    assert.deepEqual(
      calls.map(([name, , create]) => [name, create]),
      [
        ['findByIds', undefined],
        ['persist', true],
      ],
    );
    assert.equal((await matchMaker.joinOrCreate('test', { mode: 'ctf' })).roomId, roomId);
  });

  it('is no other room for a mode that nobody plays', async () => {
    const seat = await matchMaker.joinOrCreate('test', { mode: 'duel' });
    assert.ok(!(seat.roomId in rows));
    await matchMaker.getLocalRoomById(seat.roomId)!.disconnect();
    assert.equal(await redis.hexists('roomcaches', seat.roomId), 0);
    assert.equal(await redis.hexists('fracas:owner', seat.roomId), 0);
  });

  it('rejects a join while Redis is away, and does not hang', async () => {
    server.pause();
    try {
      await assert.rejects(matchMaker.joinOrCreate('test', { mode: 'ctf' }));
    } finally {
      server.resume();
      await redis.ping();
    }
  });
});

describe("What our presence leans on in Colyseus'", () => {
  it('is its two connections, its topics, and that it subscribes again through one method', () => {
    const redis = new Redis({ lazyConnect: true });
    const presence = new RedisPresence(redis) as unknown as Record<string, unknown>;
    assert.equal(presence.pub, redis);
    assert.ok(presence.sub instanceof Redis);
    assert.equal((presence.sub as Redis).options.enableReadyCheck, false);
    assert.equal(typeof (presence.subscriptions as NodeJS.EventEmitter).eventNames, 'function');
    assert.equal(typeof presence.resubscribeAll, 'function');
    (presence.sub as Redis).disconnect();
    redis.disconnect();
  });
});

class TestRoom extends Room {
  override autoDispose = false;
  override maxClients = 4;
}
