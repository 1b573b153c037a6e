import assert from 'node:assert/strict';
import { TICKS_PER_PATCH, ticksOf } from '../../shared/defs/rates.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { takeRawSeat, upgradePath } from '../support/RawPlayer.ts';
import { RawConnection, requestText, upgradeText } from '../support/rawHttp.ts';

const JOIN = 'POST /matchmake/joinOrCreate/arena HTTP/1.1';
const JSON_LINE = 'Content-Type: application/json';
const DRIP_EVERY_MS = 250;
/** More than any kernel keeps for a peer that does not read. */
const UNREAD_REQUESTS = 400;
/** What the slowest of them takes, and two for a busy machine. */
const LONGEST_SECONDS = 30;

describe('Connections that mean harm', function () {
  this.timeout(60_000);
  let server: LocalServer;

  before(async () => {
    server = await startLocalServer({ BOTS: '2' });
  });

  after(() => server.stop());

  const open = (text = '') => RawConnection.open(server.url, text);

  async function openDripping(text: string, drop: string): Promise<RawConnection> {
    const connection = await open(text);
    connection.drip(drop, DRIP_EVERY_MS);
    return connection;
  }

  /** One of each kind of peer that holds a connection and does nothing good with it. */
  async function openHarmful(): Promise<Record<string, RawConnection>> {
    const { url } = server;
    const seat = await takeRawSeat(url);
    const nobodys = upgradePath({ ...seat, sessionId: 'nobody' });
    const request = requestText(url, ['GET /maps/sprawl.tmj HTTP/1.1']);
    const deaf = await openDripping(request.repeat(UNREAD_REQUESTS), request);
    deaf.socket.pause();
    return {
      'says nothing': await open(),
      'sends its head byte by byte': await openDripping(
        requestText(url, ['GET / HTTP/1.1', 'X-Slow: ']).trimEnd(),
        'x',
      ),
      'sends its body byte by byte': await openDripping(
        requestText(url, [JOIN, JSON_LINE, 'Content-Length: 900']),
        ' ',
      ),
      'asks half for a socket': await open(upgradeText(url, upgradePath(seat)).slice(0, -2)),
      'opens a socket to no room': await open(upgradeText(url, '/')),
      'opens a socket to the seat of nobody': await open(upgradeText(url, nobodys)),
      'is refused and stays': await open(upgradeText(url, '/', ['Origin: https://evil.example'])),
      'asks for another protocol': await open(upgradeText(url, '/').replace('websocket', 'h2c')),
      'reads nothing of what it asked for': deaf,
    };
  }

  it('S8: slow heads and bodies, stuck handshakes and silent sockets are gone in time, while others play on', async () => {
    const ada = await ArenaClient.join(server.url);
    const ticks: number[] = [];
    ada.room.onStateChange(({ tick }) => ticks.push(tick));
    const { tick } = ada.room.state;
    const takenTicks = await Promise.all(
      Object.entries(await openHarmful()).map(async ([what, { closed }]) => {
        await closed;

        return [what, ada.room.state.tick - tick] as const;
      }),
    );
    assert.deepEqual(
      takenTicks.filter(([, taken]) => taken > ticksOf(LONGEST_SECONDS)),
      [],
    );
    assert.deepEqual(
      ticks,
      ticks.map((_, index) => ticks[0]! + index * TICKS_PER_PATCH),
    );
    await ada.leave();
  });
});
