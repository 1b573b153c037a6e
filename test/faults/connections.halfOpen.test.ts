import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { startFaultProxy, type FaultProxy } from '../../bots/FaultProxy.ts';
import type { FaultyConnection } from '../../bots/FaultyConnection.ts';
import { ticksOf } from '../../shared/defs/rates.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

/** A bot that fights has left the place where its owner stood. */
const WALKED_UNITS = 100;

describe('A player on a line that falls silent', () => {
  let server: LocalServer;
  let proxy: FaultProxy;
  /** Someone with a sound line, who sees what the others see. */
  let bo: ArenaClient;
  let ada: ArenaClient;
  let line: FaultyConnection;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '4' });
    proxy = await startFaultProxy({ targetPort: Number(new URL(server.url).port), seed: 5 });
    bo = await ArenaClient.join(server.url, { name: 'Bo' });
    ada = await ArenaClient.join(`http://127.0.0.1:${proxy.port}`, { name: 'Ada' });
    line = [...proxy.connections].at(-1)!;
    await bo.until((state) => state.players.has(ada.id));
  });

  afterEach(async () => {
    await proxy.close();
    await server.stop();
  });

  function clients(): readonly string[] {
    return Array.from(matchMaker.getLocalRoomById(ada.room.roomId).clients, ({ sessionId }) => sessionId);
  }

  it('for three seconds plays on over the same connection, and is sent all they missed (F8)', async () => {
    const ticks: number[] = [];
    ada.room.onStateChange((state) => ticks.push(state.tick));
    line.setFaults({ isBlackhole: true });
    const { tick } = bo.room.state;
    await bo.until((state) => state.tick >= tick + ticksOf(3));
    assert.ok(ada.room.state.tick < tick + ticksOf(1), 'nothing came through');
    line.setFaults({ isBlackhole: false });
    const healed = bo.room.state.tick;
    await ada.until((state) => state.tick > healed);
    assert.deepEqual(
      ticks,
      ticks.map((_, index) => ticks[0]! + index * 2),
    );
    const clock = ada.own.ownTick;
    await ada.play({ moveX: 127 }, 2, 5);
    assert.ok(ada.own.ownTick > clock, 'their inputs count');
    assert.equal(bo.room.state.players.get(ada.id)!.connected, true);
  });

  it('is missed within nine seconds, fought for by a bot meanwhile, and finds their seat again (F8)', async () => {
    const { reconnectionToken } = ada.room;
    proxy.setFaults({ isBlackhole: true });
    const { tick } = bo.room.state;
    await bo.until((state) => state.players.get(ada.id)?.connected === false);
    assert.ok(bo.room.state.tick - tick <= ticksOf(9), `${bo.room.state.tick - tick} ticks`);
    await line.serverEnded;
    const avatar = [...server.app.services.rooms][0]!.world.players.get(ada.id)!;
    const { life, x, y } = avatar;
    await bo.until(() => avatar.life !== life || Math.hypot(avatar.x - x, avatar.y - y) > WALKED_UNITS);
    const seats = bo.room.state.players.size;
    const back = await ArenaClient.reconnect(server.url, reconnectionToken);
    assert.deepEqual([back.id, back.self.name], [ada.id, 'Ada']);
    await bo.until((state) => state.players.get(ada.id)?.connected === true);
    assert.equal(bo.room.state.players.size, seats);
    proxy.setFaults({ isBlackhole: false });
    await ada.closed;
    assert.deepEqual(clients(), [bo.id, back.id]);
  });

  it('goes on over another network at once: same seat, no second avatar, and the old socket is closed (F9)', async () => {
    const seats: string[] = [];
    const names = () => [...bo.room.state.players.values()].map(({ name }) => name).sort();
    const before = names();
    bo.room.onStateChange(() => seats.push(names().join()));
    const { world } = [...server.app.services.rooms][0]!;
    // Scores of the warm-up do not last.
    Object.assign(world, { phase: 'live', phaseEndsAtTick: world.tick + ticksOf(300) });
    world.players.get(ada.id)!.score = 3;
    line.setFaults({ isBlackhole: true });
    const back = await ArenaClient.reconnect(server.url, ada.room.reconnectionToken);
    assert.equal(back.id, ada.id);
    await line.serverEnded;
    await back.until(() => back.self.score === 3 && back.self.connected);
    assert.deepEqual(clients(), [bo.id, ada.id]);
    assert.deepEqual([...new Set(seats)], [before.join()], 'the others saw the same players all the time');
    const clock = back.own.ownTick;
    await back.play({ moveX: 127 }, 2, 5);
    assert.ok(back.own.ownTick > clock, 'their inputs count');
  });
});
