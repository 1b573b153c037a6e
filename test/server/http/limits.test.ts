import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { addressKey, Limits, LIMITS } from '../../../server/http/limits.ts';
import { parseRedisUrl } from '../../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../../server/infra/redis.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { keptLog } from '../../support/keptLog.ts';

const { points, seconds } = LIMITS.password;

async function countAllowed(limits: Limits, tries: number, key = 'ann'): Promise<number> {
  let allowed = 0;
  for (let i = 0; i < tries; i++) if ((await limits.spend('password', key)) === undefined) allowed += 1;
  return allowed;
}

describe('The limits', () => {
  it('let so many through and say to others how long to wait', async () => {
    const limits = new Limits();
    assert.equal(await countAllowed(limits, 1000), points);
    const waitSeconds = await limits.spend('password', 'ann');
    assert.ok(waitSeconds! > 0 && waitSeconds! <= seconds, `${waitSeconds}`);
  });

  it('are each key’s own, and each limit’s', async () => {
    const limits = new Limits();
    await countAllowed(limits, points + 1);
    assert.equal(await limits.spend('password', 'bob'), undefined);
    assert.equal(await limits.spend('login', 'ann'), undefined);
  });

  it('forgive who has shown that they guess nothing', async () => {
    const limits = new Limits();
    await countAllowed(limits, points);
    await limits.forgive('password', 'ann');
    assert.equal(await countAllowed(limits, points + 1), points);
  });

  it('give back what came to nothing', async () => {
    const limits = new Limits();
    await countAllowed(limits, points);
    await limits.giveBack('password', 'ann');
    assert.equal(await countAllowed(limits, points), 1);
  });

  it('take an address of version 6 for its network, and one of version 4 in its clothes for itself', () => {
    assert.equal(addressKey('2001:db8:1:2:3:4:5:6'), addressKey('2001:db8:1:2::9'));
    assert.notEqual(addressKey('2001:db8:1:2::1'), addressKey('2001:db8:1:3::1'));
    assert.equal(addressKey('::1'), '0:0:0:0::');
    assert.equal(addressKey('::ffff:192.0.2.7'), '192.0.2.7');
    assert.equal(addressKey('192.0.2.7'), '192.0.2.7');
    assert.equal(addressKey(undefined), '');
  });

  describe('with a Redis', () => {
    let server: RedisServer;
    let connections: Redis[];

    beforeEach(async () => {
      server = await RedisServer.start();
      connections = [1, 2].map(() => connectRedis(parseRedisUrl(server.url), 'limits', keptLog().log));
      await Promise.all(connections.map((redis) => redis.ping()));
    });

    afterEach(async () => {
      await Promise.all(connections.map(closeRedis));
      await server.stop();
    });

    it('count over all processes', async () => {
      const [one, other] = connections.map((redis) => new Limits(redis)) as [Limits, Limits];
      assert.equal((await countAllowed(one, points - 1)) + (await countAllowed(other, points)), points);
    });

    it('give back to all processes what came to nothing', async () => {
      const [one, other] = connections.map((redis) => new Limits(redis)) as [Limits, Limits];
      await countAllowed(one, points);
      await one.giveBack('password', 'ann');
      assert.equal(await countAllowed(other, points), 1);
    });

    it('hold in each process while Redis is away', async () => {
      const limits = new Limits(connections[0]);
      await server.stop();
      const allowed = await countAllowed(limits, 50);
      assert.equal(allowed, points / 2);
    });
  });
});
