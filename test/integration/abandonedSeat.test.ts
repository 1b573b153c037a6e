import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { upgradeRequest } from '../../bots/WebSocketStream.ts';
import { seatPath, readSeatAnswer } from '../../shared/net/askForSeat.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { RedisServer } from '../../tools/cluster/RedisServer.ts';
import { startLocalServer } from '../support/gameServer.ts';

describe('a way back that breaks half way', () => {
  let redis: RedisServer;

  before(async () => {
    redis = await RedisServer.start();
  });
  after(() => redis.stop());

  /** Asks for the seat, opens its socket, and is gone again. */
  async function breakOff(url: string, token: string, afterMs: number): Promise<void> {
    const [roomId, secret] = token.split(':');
    const answer = await fetch(`${url}/matchmake/reconnect/${roomId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reconnectionToken: secret }),
    });
    const seat = readSeatAnswer(await answer.text());
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(upgradeRequest('x', seatPath(seat, token)));
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    socket.destroy();
  }

  for (const afterMs of [0, 2, 20])
    for (const isRedisSilent of [false, true])
      it(`costs no seat, however often (cut ${afterMs} ms after it was asked for${isRedisSilent ? ', while what opens the seat waits for a silent Redis' : ''})`, async () => {
        const server = await startLocalServer({ BOTS: '0', ...(isRedisSilent ? { REDIS_URL: redis.url } : {}) });
        const bo = await ArenaClient.join(server.url, { name: 'Bo' });
        const ada = await ArenaClient.join(server.url, { name: 'Ada' });
        const token = ada.room.reconnectionToken;
        ada.room.connection.close();
        await ada.closed;
        if (isRedisSilent) redis.pause();
        for (let times = 1; times <= 6; times++) {
          await breakOff(server.url, token, afterMs);
          await bo.until((state) => state.players.get(ada.id)?.connected === false);
        }
        if (isRedisSilent) redis.resume();
        const back = await ArenaClient.reconnect(server.url, token);
        assert.equal(back.id, ada.id);
        await Promise.all([back.leave(), bo.leave()]);
        await server.stop();
      });
});
