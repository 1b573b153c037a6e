import assert from 'node:assert/strict';
import { once } from 'node:events';
import { matchMaker } from '@colyseus/core';
import { Protocol } from '@colyseus/sdk';
import { messageFrame } from '../../bots/WebSocketStream.ts';
import { startFaultProxy, type FaultProxy } from '../../bots/FaultProxy.ts';
import { nextFloat, type Prng } from '../../shared/math/prng.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { openSocket, RawPlayer, takeRawSeat, upgradeOf } from '../support/RawPlayer.ts';

const SEED = 20;
const ROUNDS = 5;
/** Fin and binary, 100 masked bytes to come, of which three do. */
const TRUNCATED_FRAME = Uint8Array.of(0x82, 0x80 | 100, 0, 0, 0, 0, 1, 2, 3);
/** Two gigabytes are announced. */
const GIANT_FRAME = Uint8Array.of(0x82, 0xff, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 1);

describe('Connections that break in the middle of something (F11)', () => {
  let server: LocalServer;
  let bo: ArenaClient;
  let proxy: FaultProxy;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '3' });
    bo = await ArenaClient.join(server.url, { name: 'Bo' });
    proxy = await startFaultProxy({ targetPort: Number(new URL(server.url).port), seed: SEED });
  });

  afterEach(async () => {
    await proxy.close();
    await server.stop();
  });

  /** Resolves when nobody but Bo holds a connection to the server or a seat in the room. */
  async function onlyBoIsLeft(sockets: number): Promise<void> {
    const room = matchMaker.getLocalRoomById(bo.room.roomId);
    const people = () => [...bo.room.state.players.values()].filter(({ bot }) => !bot).length;
    await bo.until(() => room.clients.length === 1 && people() === 1 && countSockets() <= sockets);
    const [listing] = await matchMaker.query({ roomId: room.roomId });
    assert.equal(listing!.clients, 1);
  }

  it('leave nothing behind, wherever they break, and the match goes on', async () => {
    const prng: Prng = { state: SEED };
    const sockets = countSockets();
    for (let round = 0; round < ROUNDS; round++) {
      const half = await openSocket(server.url);
      const seat = await takeRawSeat(server.url);
      const request = upgradeOf(server.url, seat);
      half.write(request.slice(0, Math.floor(nextFloat(prng) * request.length)));
      half.resetAndDestroy();

      const hasty = await openSocket(server.url);
      hasty.write(request);
      if (round % 2 === 0) await once(hasty, 'data');
      hasty.resetAndDestroy();

      const truncated = await RawPlayer.join(server.url, {}, { joined: false });
      truncated.socket.write(TRUNCATED_FRAME);
      if (round % 2 === 0) truncated.socket.resetAndDestroy();
      else truncated.socket.end();

      const giant = await RawPlayer.join(server.url, {}, { joined: false });
      giant.socket.write(GIANT_FRAME);
      await giant.closed;
    }
    await onlyBoIsLeft(sockets);
  });

  it('cost a player in the match no more than the connection, in the middle of a frame too', async () => {
    const ada = await RawPlayer.join(server.url);
    const input = messageFrame(Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 0x80, 127));
    ada.socket.write(input);
    ada.socket.write(input.subarray(0, 7));
    ada.socket.resetAndDestroy();
    await bo.until((state) => state.players.get(ada.id)?.connected === false);
    const { tick } = bo.room.state;
    await bo.until((state) => state.tick > tick + 30);
    assert.ok(bo.room.state.players.has(ada.id));
  });

  it('are not taken for those that only come in pieces: such a player plays', async () => {
    proxy.setFaults({ maxPieceBytes: 1 }, 'up');
    proxy.setFaults({ maxPieceBytes: 200 }, 'down');
    const ada = await ArenaClient.join(`http://127.0.0.1:${proxy.port}`, { name: 'Ada' });
    const clock = ada.own.ownTick;
    await ada.play({ moveX: 127 }, 2, 30);
    assert.ok(ada.own.ownTick > clock + 30, `${ada.own.ownTick - clock} inputs counted`);
    await bo.until((state) => state.players.get(ada.id)?.connected === true);
    await ada.leave();
  });
});

/** TCP connections that this process, server and players in one, has open. */
function countSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
}
