import assert from 'node:assert/strict';
import { initializeRoomCache, requestFromIPC, subscribeIPC } from '@colyseus/core';
import type { Redis } from 'ioredis';
import { parseRedisUrl } from '../../server/infra/parseRedisUrl.ts';
import { closeRedis, connectRedis } from '../../server/infra/redis.ts';
import { StoreWatch } from '../../server/infra/StoreWatch.ts';
import { TolerantPresence } from '../../server/infra/TolerantPresence.ts';
import { FencedDriver } from '../../server/listing/FencedDriver.ts';
import { keptLog } from '../support/keptLog.ts';
import { Sentinels } from '../support/sentinels.ts';
import { until } from '../support/until.ts';

describe('A failover of Redis by its sentinels', function () {
  this.timeout(60_000);
  let sentinels: Sentinels;
  let connections: Redis[] = [];
  let presence: TolerantPresence;
  let driver: FencedDriver;
  let watch: StoreWatch;

  beforeEach(async () => {
    sentinels = await Sentinels.start();
    const { log } = keptLog();
    const connect = (name: string) => connectRedis(parseRedisUrl(sentinels.url), name, log);
    const [watched, listing, pub] = [connect('watch'), connect('listing'), connect('presence')];
    connections = [watched, listing, pub];
    presence = new TolerantPresence(pub, log);
    driver = new FencedDriver(listing, () => 'g1', log);
    watch = new StoreWatch(watched, log);
    await subscribeIPC(presence, 'p:g1', () => 'here');
    watch.start();
  });
  afterEach(async () => {
    watch.stop();
    presence.shutdown();
    await Promise.all(connections.map(closeRedis));
    await sentinels.stop();
  });

  for (const [how, leave] of [
    ['is killed', () => sentinels.killMaster()],
    ['hangs', async () => sentinels.pauseMaster()],
  ] as const) {
    it(`is followed by listings and by processes that ask each other, when the master ${how}`, async () => {
      await driver.insert(initializeRoomCache({ roomId: 'room', processId: 'g1', name: 'arena', maxClients: 16 }));
      // The replica has it before the master is lost.
      assert.equal(await connections[1]!.wait(1, 500), 1);
      await leave();
      await until(() => !watch.isUp);
      await until(() => watch.isUp);
      await until(async () => (await driver.findOne({ roomId: 'room' }).catch(() => undefined))?.processId === 'g1');
      assert.equal(await driver.remove('room'), true);
      const ask = () => requestFromIPC<string>(presence, 'p:g1', 'here', [], 300).catch(() => '');
      await until(async () => (await ask()) === 'here');
    });
  }
});
