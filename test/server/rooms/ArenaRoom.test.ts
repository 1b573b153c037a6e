import assert from 'node:assert/strict';
import { HTTP_ERRORS } from '../../../server/errors.ts';
import { LEASE_MS } from '../../../server/survival/MatchStore.ts';
import { RedisServer } from '../../../tools/cluster/RedisServer.ts';
import { ArenaClient } from '../../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../../support/gameServer.ts';

describe('A match whose process stood still', () => {
  let redis: RedisServer;
  let server: LocalServer;
  let ada: ArenaClient;

  before(async () => {
    redis = await RedisServer.start();
    server = await startLocalServer({ REDIS_URL: redis.url, PEER_ADDRESS: '127.0.0.1:1', BOTS: '0' });
    ada = await ArenaClient.join(server.url);
  });
  after(async () => {
    await ada.leave();
    await server.stop();
    await redis.stop();
  });

  async function comeBackWith(token: string): Promise<number> {
    const answer = await fetch(`${server.url}/matchmake/reconnect/${ada.room.roomId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reconnectionToken: token }),
    });
    await answer.text();
    return answer.status;
  }

  it('tells nobody that their seat is gone before it knows that the match is still its own', async () => {
    assert.equal(await comeBackWith('unknown'), HTTP_ERRORS.seatGone.code);
    const now = performance.now.bind(performance);
    redis.pause();
    performance.now = () => now() + LEASE_MS + 500;
    try {
      assert.equal(await comeBackWith('unknown'), HTTP_ERRORS.matchMoving.code);
    } finally {
      performance.now = now;
      redis.resume();
    }
  });

  it('plays on as soon as it knows', async () => {
    const { tick } = ada.room.state;
    await ada.until((state) => state.tick > tick + 10);
  });
});

describe('A process with space for three matches', () => {
  let redis: RedisServer;
  let server: LocalServer;

  before(async () => {
    redis = await RedisServer.start();
    server = await startLocalServer({ REDIS_URL: redis.url, PEER_ADDRESS: '127.0.0.1:1', BOTS: '0', MAX_ROOMS: '3' });
  });
  after(async () => {
    await server.stop();
    await redis.stop();
  });

  it('opens no more, however many are asked for at once', async () => {
    const wish = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    const open = async () => (await fetch(`${server.url}/api/rooms`, wish)).status;
    const answers = await Promise.all(Array.from({ length: 8 }, open));
    assert.deepEqual(
      answers.toSorted((one, other) => one - other),
      [201, 201, 201, ...Array.from({ length: 5 }, () => HTTP_ERRORS.full.code)],
    );
  });
});
