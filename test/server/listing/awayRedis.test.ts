import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { closeRedis } from '../../../server/infra/redis.ts';
import type { FencedDriver } from '../../../server/listing/FencedDriver.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { listing, startDriver } from '../../support/listings.ts';
import { until } from '../../support/until.ts';

const SEATS = { locked: false, private: false, name: 'arena' };
const FULLEST = { clients: -1 } as const;

describe('The listing of rooms when Redis is away', () => {
  let server: RedisServer;
  let redis: Redis;
  let driver: FencedDriver;
  beforeEach(async () => {
    server = await RedisServer.start();
    ({ redis, driver } = startDriver(server, 'g1'));
  });
  afterEach(async () => {
    await closeRedis(redis);
    await server.stop();
  });

  for (const [how, leave] of [
    ['gone', () => server.kill()],
    ['silent', async () => server.pause()],
  ] as const) {
    it(`tells whoever asks and goes on without its writes, when it is ${how}`, async () => {
      const room = listing('room', 'g1');
      await driver.insert(room);
      await leave();
      await Promise.all([
        assert.rejects(driver.insert(listing('new', 'g1'))),
        assert.rejects(driver.findOne(SEATS, FULLEST)),
        assert.rejects(driver.findOne({ roomId: 'room' })),
        assert.rejects(driver.query({ name: 'arena', private: false })),
      ]);
      const writes = [driver.update(room, { $inc: { clients: 1 } }), driver.persist(room, true), driver.remove('room')];
      assert.deepEqual(await Promise.all(writes), [false, false, false]);
      assert.equal(room.clients, 1);
      await driver.cleanup('g1');
    });
  }

  it('takes the rows anew after it came back empty', async () => {
    const room = listing('room', 'g1', { clients: 3 });
    await driver.insert(room);
    await server.restart();
    await until(() =>
      driver.has('room').then(
        () => true,
        () => false,
      ),
    );
    assert.equal(await driver.has('room'), false);
    assert.equal(await driver.update(room, { $inc: { clients: 1 } }), false);
    assert.equal(await driver.persist(room, true), true);
    assert.equal((await driver.findOne(SEATS, FULLEST)).clients, 4);
  });

  it('writes what was lost when the connection is back', async () => {
    const kept = listing('kept', 'g1');
    await driver.insert(kept);
    await driver.insert(listing('ended', 'g1'));
    const watcher = startDriver(server, 'g2');
    await watcher.driver.has('kept');
    // A connection that is refused: its port leads nowhere for a moment.
    const { port } = redis.options;
    redis.options.port = 1;
    redis.disconnect(true);
    await until(() => redis.status === 'reconnecting');
    assert.equal(await driver.update(kept, { $inc: { clients: 5 } }), false);
    assert.equal(await driver.remove('ended'), false);
    assert.equal((await watcher.driver.findOne({ roomId: 'kept' })).clients, 0);
    redis.options.port = port;
    await until(async () => (await watcher.driver.findOne({ roomId: 'kept' })).clients === 5);
    await until(async () => !(await watcher.driver.has('ended')));
    await closeRedis(watcher.redis);
  });
});
