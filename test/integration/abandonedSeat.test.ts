import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { upgradeRequest } from '../../bots/WebSocketStream.ts';
import { seatPath, readSeatAnswer } from '../../shared/net/askForSeat.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer } from '../support/gameServer.ts';

describe('a way back that breaks half way', () => {
  for (const afterMs of [0, 2, 20])
    it(`costs no seat, however often (cut ${afterMs} ms after the upgrade was asked for)`, async () => {
      const server = await startLocalServer({ BOTS: '0' });
      const bo = await ArenaClient.join(server.url, { name: 'Bo' });
      const ada = await ArenaClient.join(server.url, { name: 'Ada' });
      const token = ada.room.reconnectionToken;
      ada.room.connection.close();
      await ada.closed;
      for (let times = 1; times <= 6; times++) {
        const [roomId, secret] = token.split(':');
        const answer = await fetch(`${server.url}/matchmake/reconnect/${roomId}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ reconnectionToken: secret }),
        });
        const seat = readSeatAnswer(await answer.text());
        const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
        await once(socket, 'connect');
        socket.write(upgradeRequest('x', seatPath(seat, token)));
        await new Promise((resolve) => setTimeout(resolve, afterMs));
        socket.destroy();
        await bo.until((state) => state.players.get(ada.id)?.connected === false);
      }
      const back = await ArenaClient.reconnect(server.url, token);
      assert.equal(back.id, ada.id);
      await Promise.all([back.leave(), bo.leave()]);
      await server.stop();
    });
});
