import assert from 'node:assert/strict';
import { once } from 'node:events';
import { matchMaker } from '@colyseus/core';
import { upgradeRequest } from '../../../bots/WebSocketStream.ts';
import { startFaultProxy, type FaultProxy } from '../../../bots/FaultProxy.ts';
import { MATCH_FLOW } from '../../../shared/defs/tuning.ts';
import { ticksOf } from '../../../shared/defs/rates.ts';
import { ArenaClient } from '../../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../../support/gameServer.ts';
import { openSocket, RawPlayer } from '../../support/RawPlayer.ts';

/** From the line's silence to the free seat: the silence is noticed within nine seconds, then the seat waits. */
const FREE_WITHIN_TICKS = ticksOf(9 + MATCH_FLOW.reconnectSeconds + 1);

describe('Connections that stay away for long', function longFaults() {
  this.timeout(90_000);
  let server: LocalServer;
  let bo: ArenaClient;
  let proxy: FaultProxy;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '4' });
    bo = await ArenaClient.join(server.url, { name: 'Bo' });
    proxy = await startFaultProxy({ targetPort: Number(new URL(server.url).port), seed: 5 });
  });

  afterEach(async () => {
    await proxy.close();
    await server.stop();
  });

  it('have a bot fight for 20 seconds, then lose the seat, and leave clean counts (F8)', async () => {
    const ada = await ArenaClient.join(`http://127.0.0.1:${proxy.port}`, { name: 'Ada' });
    await bo.until((state) => state.players.has(ada.id));
    const { tick } = bo.room.state;
    proxy.setFaults({ isBlackhole: true });
    await bo.until((state) => state.players.get(ada.id)?.connected === false);
    const [match] = server.app.services.rooms;
    const { shots } = match!.world.players.get(ada.id)!;
    const places = new Set<string>();
    let fired = 0;
    bo.room.onStateChange(() => {
      const avatar = match!.world.players.get(ada.id);
      if (avatar === undefined) return;
      places.add(`${Math.round(avatar.x / 100)},${Math.round(avatar.y / 100)}`);
      fired = Math.max(fired, avatar.shots - shots);
    });
    await bo.until((state) => !state.players.has(ada.id));
    assert.ok(bo.room.state.tick - tick <= FREE_WITHIN_TICKS, `${bo.room.state.tick - tick} ticks`);
    assert.ok(bo.room.state.tick - tick >= ticksOf(MATCH_FLOW.reconnectSeconds), 'the seat waited');
    assert.ok(places.size > 10 && fired > 0, `the avatar was in ${places.size} places and fired ${fired} times`);
    assert.equal(bo.room.state.players.size, 4, 'a bot fills the free seat');
    const [listing] = await matchMaker.query({ roomId: bo.room.roomId });
    assert.equal(listing!.clients, 1);
    await assert.rejects(ArenaClient.reconnect(server.url, ada.room.reconnectionToken));
  });

  it('hold no seat for someone who never says that they have joined', async () => {
    const mute = await RawPlayer.join(server.url, {}, { joined: false });
    await bo.until((state) => state.players.has(mute.id));
    assert.deepEqual(await mute.closed, { code: undefined, reason: '' });
    await bo.until((state) => !state.players.has(mute.id));
    assert.equal(mute.patches, 0);
    assert.equal((await matchMaker.query({ roomId: mute.roomId }))[0]!.clients, 1);
  });

  it('are closed when they never finish asking for a WebSocket', async () => {
    const stuck = await openSocket(server.url);
    stuck.resume();
    stuck.write('GET /a/b?sessionId=c HTTP/1.1\r\nUpgrade: websocket\r\n');
    await once(stuck, 'close');
  });

  it('are closed when they ask for a WebSocket of no room and then say nothing', async () => {
    const lost = await openSocket(server.url);
    lost.resume();
    lost.write(upgradeRequest('127.0.0.1', '/matches/none?sessionId=nobody'));
    await once(lost, 'close');
  });
});
