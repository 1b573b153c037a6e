import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { parseRedisUrl } from '../../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../../server/infra/redis.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { keptLog } from '../../support/keptLog.ts';
import { until } from '../../support/until.ts';

describe('A connection to Redis', () => {
  let server: RedisServer;
  let redis: Redis;
  let kept: ReturnType<typeof keptLog>;
  const connect = () => connectRedis(parseRedisUrl(server.url), 'test', kept.log);
  beforeEach(async () => {
    kept = keptLog();
    server = await RedisServer.start({ password: 'hunter2' });
  });
  afterEach(async () => {
    await closeRedis(redis);
    await server.stop();
  });

  it('takes commands from the first moment, and shows its name', async () => {
    redis = connect();
    assert.equal(await redis.set('key', 'value'), 'OK');
    assert.match((await redis.client('LIST')) as string, /name=fracas:test /);
  });

  it('works again on its own after Redis was killed and came back empty', async () => {
    redis = connect();
    await redis.set('key', 'value');
    await server.kill();
    await assert.rejects(redis.get('key'));
    await server.restart();
    await until(() => redis.status === 'ready');
    assert.equal(await redis.get('key'), null);
  });

  it('fails commands while Redis is silent, and works again when it speaks', async () => {
    redis = connect();
    await redis.set('key', 'value');
    server.pause();
    await assert.rejects(redis.get('key'));
    server.resume();
    assert.equal(await redis.get('key'), 'value');
  });

  it('is made anew after Redis has been silent for long, for it may have led nowhere', async () => {
    redis = connect();
    await redis.ping();
    server.pause();
    await once(redis, 'close');
    server.resume();
    await until(() => redis.status === 'ready');
    assert.equal(await redis.get('key'), null);
  });

  it('lets nobody wait when there is no Redis from the start, and is there when Redis comes', async () => {
    await server.kill();
    redis = connect();
    await assert.rejects(redis.get('key'));
    await server.restart();
    await until(() => redis.status === 'ready');
    assert.equal(await redis.get('key'), null);
  });

  it('leaves a master that has become a replica', async () => {
    redis = connect();
    await redis.set('key', 'value');
    await redis.replicaof('127.0.0.1', '1');
    const closed = once(redis, 'close');
    await assert.rejects(redis.set('key', 'other'), /READONLY/);
    await closed;
    await redis.replicaof('NO', 'ONE');
    assert.equal(await redis.set('key', 'other'), 'OK');
  });

  it('reports an outage once, whatever is tried meanwhile, and no password', async () => {
    redis = connect();
    await redis.ping();
    for (let outage = 1; outage <= 2; outage++) {
      let tries = 0;
      const count = () => tries++;
      redis.on('reconnecting', count);
      await server.kill();
      await until(() => tries >= 4);
      redis.off('reconnecting', count);
      await server.restart();
      await until(() => redis.status === 'ready');
      assert.equal(kept.lines.length, outage);
    }
    assert.ok(!JSON.stringify(kept.lines).includes('hunter2'));
  });

  it('does not log the password when it is the wrong one', async () => {
    const options = { ...parseRedisUrl(server.url), password: 'letmein' };
    redis = connectRedis(options, 'test', kept.log);
    await assert.rejects(redis.ping());
    assert.equal(kept.lines.length, 1);
    assert.ok(!JSON.stringify(kept.lines).includes('letmein'));
  });
});
