import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { HTTP_ERRORS } from '../../../server/errors.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { startLocalServer, type LocalServer } from '../../support/gameServer.ts';
import { until } from '../../support/until.ts';

describe('A new match of several processes', () => {
  let store: RedisServer;
  let redis: Redis;
  let server: LocalServer;

  before(async () => {
    store = await RedisServer.start();
    redis = new Redis(store.url);
    server = await startLocalServer({ REDIS_URL: store.url, PEER_ADDRESS: '127.0.0.1:1' });
    Object.defineProperty(server.app.services.load, 'takesMatches', { value: false });
  });
  after(async () => {
    redis.disconnect();
    await server.stop();
    await store.stop();
  });

  const place = () => server.app.services.survival!.placeRoom();

  /** Another process says of itself that it is, or is not, too busy. */
  async function enter(processId: string, busy: boolean): Promise<void> {
    const facts = { peerAddress: `${processId}:1`, draining: false, rooms: 9, maxRooms: 50, busy, clientId: 0 };
    await redis.hset('fracas:processes', processId, JSON.stringify(facts));
    await redis.zadd('fracas:heartbeats', '+inf', processId);
  }

  it('is refused while this one is too busy and there is no other', async () => {
    await assert.rejects(place(), { message: HTTP_ERRORS.busy.message });
  });

  it('goes to another that is not', async () => {
    await enter('other', true);
    await enter('idle', false);
    await until(async () => (await place().catch(() => '')) !== '');
    assert.equal(await place(), 'idle');
  });

  it('is refused when none has time', async () => {
    await enter('idle', true);
    await until(() =>
      place().then(
        () => false,
        (error: Error) => error.message === HTTP_ERRORS.busy.message,
      ),
    );
  });

  it('is told to the others: this one says of itself that it is busy', async () => {
    await until(async () => {
      const rows = await redis.hvals('fracas:processes');
      const all = rows.map((row) => JSON.parse(row) as { peerAddress: string; busy: boolean });
      return all.some(({ peerAddress, busy }) => peerAddress === '127.0.0.1:1' && busy);
    });
  });
});
