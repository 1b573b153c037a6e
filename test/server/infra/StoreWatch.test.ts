import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { parseRedisUrl } from '../../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../../server/infra/redis.ts';
import { StoreWatch } from '../../../server/infra/StoreWatch.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { keptLog } from '../../support/keptLog.ts';

describe('The watch over Redis', () => {
  let server: RedisServer;
  let redis: Redis;
  let watch: StoreWatch;
  let kept: ReturnType<typeof keptLog>;
  let nowMs = 0;
  beforeEach(async () => {
    server = await RedisServer.start();
    redis = connectRedis(parseRedisUrl(server.url), 'watch', keptLog().log);
    kept = keptLog();
    watch = new StoreWatch(redis, kept.log, () => nowMs);
  });
  afterEach(async () => {
    watch.stop();
    await closeRedis(redis);
    await server.stop();
  });

  const up = () => {
    const rise = Promise.withResolvers<void>();
    watch.onUp(rise.resolve);
    return rise.promise;
  };
  const down = async () => {
    const fall = Promise.withResolvers<void>();
    watch.onDown(fall.resolve);
    if (watch.isUp) await fall.promise;
  };
  const transitions = () => kept.lines.map(({ msg }) => msg);

  it('takes Redis for away until it has answered', async () => {
    assert.equal(watch.isUp, false);
    const rise = up();
    watch.start();
    await rise;
    assert.equal(watch.isUp, true);
  });

  it('tells for how long Redis has been answering', async () => {
    const rise = up();
    watch.start();
    await rise;
    nowMs += 1500;
    assert.equal(watch.upForMs, 1500);
    await server.kill();
    await down();
    assert.equal(watch.upForMs, 0);
  });

  for (const [how, leave, comeBack] of [
    ['is killed, and when it is back', () => server.kill(), () => server.restart()],
    ['falls silent, and when it speaks again', async () => server.pause(), async () => server.resume()],
  ] as const) {
    it(`notices when Redis ${how}`, async () => {
      const rise = up();
      watch.start();
      await rise;
      await leave();
      await down();
      assert.equal(watch.isUp, false);
      const again = up();
      await comeBack();
      await again;
      assert.equal(watch.isUp, true);
      assert.deepEqual(transitions(), ['Redis answers', 'Redis does not answer', 'Redis answers']);
    });
  }

  it('notices a Redis that was away for a moment only, for it may have forgotten everything', async () => {
    const rise = up();
    watch.start();
    await rise;
    const again = up();
    const admin = new Redis(server.url);
    await admin.call('CLIENT', 'KILL', 'TYPE', 'normal');
    await again;
    assert.deepEqual(transitions(), ['Redis answers', 'Redis does not answer', 'Redis answers']);
    await closeRedis(admin);
  });

  it('calls nobody who has stopped listening', async () => {
    let calls = 0;
    watch.onUp(() => calls++)();
    watch.onDown(() => calls++)();
    const rise = up();
    watch.start();
    await rise;
    await server.kill();
    await down();
    assert.equal(calls, 0);
  });
});
