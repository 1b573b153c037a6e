import assert from 'node:assert/strict';
import { CloseCode, Protocol, matchMaker } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import { readdir, readFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TICKS_PER_PATCH } from '../../shared/defs/rates.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { isSeen } from '../../shared/net/arenaSchema.ts';
import type { ToClient } from '../../shared/net/messages.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { readReplay } from '../../shared/replay/readReplay.ts';
import { verifyReplay } from '../../shared/replay/verifyReplay.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { bringTogether } from '../support/bringTogether.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { readMap } from '../support/readMap.ts';

describe('A room, over real sockets', () => {
  let server: LocalServer;
  let clients: ArenaClient[] = [];

  before(async () => {
    server = await startLocalServer({ BOTS: '0' });
  });

  after(() => server.stop());

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.leave().catch(() => {})));
    clients = [];
    while (server.app.services.rooms.size > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  async function join(options: Parameters<typeof ArenaClient.join>[1] = {}): Promise<ArenaClient> {
    const client = await ArenaClient.join(server.url, options);
    clients.push(client);
    return client;
  }

  function matchOf(client: ArenaClient) {
    return [...server.app.services.rooms].find(({ world }) => world.players.has(client.id))!;
  }

  it('seats whoever joins, under a presentable name, with all that the contract promises', async () => {
    const ada = await join({ name: ' Ada\u200b ', map: 'foundry' });
    const { state } = ada.room;
    assert.equal(ada.self.name, 'Ada');
    assert.deepEqual([state.mode, state.map, state.phase], ['deathmatch', 'foundry', 'waiting']);
    assert.deepEqual([ada.self.alive, ada.self.health, ada.self.bot, ada.self.weapon], [true, 100, false, 1]);
    assert.ok(state.pickups.size > 0);
    const { x } = matchOf(ada).world.players.get(ada.id)!;
    assert.equal(ada.self.x, x);
  });

  it('shows two people how each other moves', async () => {
    const ada = await join({ name: 'Ada' });
    const bo = await join({ name: 'Bo' });
    assert.equal(ada.room.roomId, bo.room.roomId);
    bringTogether(server.app, ada.id, bo.id);
    const seen = bo.room.state.players.get(ada.id)!;
    await bo.until(() => isSeen(seen));
    const from = { x: seen.x, y: seen.y };
    const toCentre = seen.x < 1024 ? 127 : -127;
    void ada.play({ moveX: toCentre }, 2, 10);
    await bo.until(() => Math.hypot(seen.x - from.x, seen.y - from.y) > 20);
  });

  it('sends a patch exactly every second tick, and right after it what happened until then', async () => {
    const ada = await join();
    const patches: number[] = [];
    ada.room.onStateChange((state) => patches.push(state.tick));
    const heard: { tick: number; patch: number }[] = [];
    ada.room.onMessage<ToClient['events']>('events', (events) => {
      for (const [tick] of events) heard.push({ tick, patch: ada.room.state.tick });
    });
    await join();
    await ada.until((state) => patches.length > 20 && state.phase === 'countdown' && heard.length > 0);
    patches.forEach((tick, index) => assert.equal(tick, patches[0]! + index * TICKS_PER_PATCH));
    for (const { tick, patch } of heard) assert.ok(tick <= patch && tick > patch - TICKS_PER_PATCH, `${tick} ${patch}`);
  });

  it('takes votes while results are shown, tells everybody the count, and shows latecomers the results', async () => {
    const ada = await join();
    const { world } = matchOf(ada);
    const votes = new Promise((resolve) => ada.room.onMessage('votes', resolve));
    Object.assign(world, { phase: 'results', phaseEndsAtTick: world.tick + 600 });
    ada.room.send('vote', { map: 'foundry' });
    assert.deepEqual(await votes, { counts: { foundry: 1 } });
    const late = await new Client(server.url).joinOrCreate('arena');
    const results = await new Promise<ToClient['results']>((resolve) => late.onMessage('results', resolve));
    assert.deepEqual(results.standings.map(({ player }) => player).sort(), [ada.id, late.sessionId].sort());
    assert.deepEqual(results.votes, { foundry: 1 });
    await late.leave();
  });

  it('shows the results to someone who was away when they began', async () => {
    const bo = await join();
    const ada = await join();
    const { world } = matchOf(ada);
    const { reconnectionToken } = ada.room;
    cutConnection(ada);
    await bo.until((state) => state.players.get(ada.id)?.connected === false);
    Object.assign(world, { phase: 'results', phaseEndsAtTick: world.tick + 600 });
    const back = await new Client(server.url).reconnect(reconnectionToken);
    const results = await new Promise<ToClient['results']>((resolve) => back.onMessage('results', resolve));
    assert.deepEqual(results.standings.map(({ player }) => player).sort(), [ada.id, bo.id].sort());
    await back.leave();
  });

  it('sends away whoever reads too slowly', async () => {
    const slow = await join();
    const socket = matchMaker.getLocalRoomById(slow.room.roomId).clients.getById(slow.id)!.ref;
    Object.defineProperty(socket, 'bufferedAmount', { value: 2 ** 20 });
    assert.equal((await slow.closed).code, CLOSE.tooSlow);
  });

  it('sends each only their own private numbers', async () => {
    const ada = await join();
    const bo = await join();
    assert.deepEqual([...ada.room.state.own.keys()], [ada.id]);
    assert.deepEqual([...bo.room.state.own.keys()], [bo.id]);
  });

  it('moves someone who sends ten inputs a tick no further than one, and bears with them (IN1)', async () => {
    const cheat = await join({ map: 'crossfire' });
    const body = matchOf(cheat).world.players.get(cheat.id)!;
    const clock = cheat.own.ownTick;
    const { tick } = cheat.room.state;
    const from = { x: body.x, y: body.y };
    await cheat.play({ moveX: body.x < 1024 ? 127 : -127 }, 20, 40);
    const ticks = cheat.room.state.tick - tick;
    assert.ok(cheat.own.ownTick - clock <= ticks, 'no more steps than ticks');
    assert.ok(cheat.own.ownTick > clock, 'but some');
    const furthest = (ticks / 60) * MOVEMENT.runUnitsPerSecond + 1;
    assert.ok(Math.hypot(body.x - from.x, body.y - from.y) <= furthest);
  });

  it('sends away whoever floods it, and keeps no seat for them', async () => {
    const flood = await join();
    const bo = await join();
    void flood.play({ moveX: 1 }, 100, 30);
    assert.equal((await flood.closed).code, CLOSE.tooManyMessages);
    await bo.until((state) => !state.players.has(flood.id));
  });

  it('tells someone with an unknown message, or three crooked votes, why they have to go', async () => {
    const odd = await join();
    odd.room.send('cheat', { score: 100 });
    const { code, reason } = await odd.closed;
    assert.equal(code, CLOSE.badMessage);
    assert.match(reason, /Reload/);
    const crooked = await join();
    for (let count = 0; count < 3; count++) crooked.room.send('vote', { map: 'foundry', times: 100 });
    assert.equal((await crooked.closed).code, CLOSE.badMessage);
  });

  it('sends away whoever sends bytes that are no input, and goes on for everybody', async () => {
    const bo = await join();
    for (let seed = 0; seed < 5; seed++) {
      const bad = await join();
      bad.sendRaw(
        Uint8Array.from({ length: 9 }, (_, i) => (i === 0 ? Protocol.ROOM_INPUT_RELIABLE : i * 89 + seed * 31)),
      );
      assert.equal((await bad.closed).code, CLOSE.badInput);
    }
    const { tick } = bo.room.state;
    await bo.until((state) => state.tick > tick + 10);
    assert.deepEqual([...bo.room.state.players.keys()], [bo.id]);
  });

  it('keeps the seat and score of someone whose connection breaks, until they are back', async () => {
    const bo = await join();
    const ada = await join({ name: 'Ada' });
    matchOf(ada).world.players.get(ada.id)!.score = 7;
    await ada.until(() => ada.self.score === 7);
    const { reconnectionToken } = ada.room;
    assert.ok(reconnectionToken.split(':')[1]!.length >= 22, 'a token of 128 bits');
    cutConnection(ada);
    await bo.until((state) => state.players.get(ada.id)?.connected === false);
    const back = await ArenaClient.reconnect(server.url, reconnectionToken);
    clients.push(back);
    assert.equal(back.id, ada.id);
    await bo.until((state) => state.players.get(ada.id)?.connected === true);
    assert.deepEqual([back.self.name, back.self.score], ['Ada', 7]);
    assert.equal(back.room.state.own.size, 1);
    const clock = back.own.ownTick;
    await back.play({ moveX: 127 }, 2, 5);
    assert.ok(back.own.ownTick > clock, 'their inputs count again');
  });

  it('lets a game come back by itself, time and again', async () => {
    const ada = await join({ name: 'Ada' });
    ada.room.reconnection.enabled = true;
    ada.room.reconnection.minUptime = 0;
    for (let time = 0; time < 2; time++) {
      const back = new Promise<void>((resolve) => ada.room.onReconnect.once(() => resolve()));
      cutConnection(ada);
      await back;
      const { tick } = ada.room.state;
      await ada.until((state) => state.tick > tick && ada.self.connected);
    }
    ada.room.reconnection.enabled = false;
    const clock = ada.own.ownTick;
    await ada.play({ moveX: 127 }, 2, 5);
    assert.ok(ada.own.ownTick > clock, 'their inputs count again');
  });

  it('lets someone move to a newer connection before the old one is known to be dead', async () => {
    const ada = await join({ name: 'Ada' });
    const back = await ArenaClient.reconnect(server.url, ada.room.reconnectionToken);
    clients.push(back);
    assert.equal((await ada.closed).code, CLOSE.replacedByNewerConnection);
    assert.equal(back.id, ada.id);
    await back.until(() => back.self.connected && back.room.state.players.size === 1);
  });

  it('keeps the seat of someone whose game closes a connection to come back over another network (SE2)', async () => {
    const bo = await join();
    const ada = await join();
    await bo.until((state) => state.players.has(ada.id));
    ada.room.connection.close(CloseCode.MAY_TRY_RECONNECT);
    await bo.until((state) => state.players.get(ada.id)?.connected !== true);
    assert.ok(bo.room.state.players.has(ada.id));
    clients.push(await ArenaClient.reconnect(server.url, ada.room.reconnectionToken));
  });

  it('gives the seat of someone who leaves on purpose away at once', async () => {
    const ada = await join();
    const bo = await join();
    await ada.leave();
    await bo.until((state) => !state.players.has(ada.id));
  });

  it('that fails ends alone: its people are told, and the others play on', async () => {
    const unlucky = await join({ map: 'crossfire' });
    const lucky = await join({ map: 'foundry' });
    assert.notEqual(unlucky.room.roomId, lucky.room.roomId);
    matchOf(unlucky).step = () => {
      throw new Error('something nobody thought of');
    };
    const { code, reason } = await unlucky.closed;
    assert.equal(code, CLOSE.roomFailed);
    assert.match(reason, /Join again/);
    const { tick } = lucky.room.state;
    await lucky.until((state) => state.tick > tick + 10);
    const again = await join({ map: 'crossfire' });
    assert.equal(again.room.state.map, 'crossfire');
  });

  it('leaves a replay behind that plays again to the same end', async () => {
    const ada = await join({ map: 'foundry' });
    const bo = await join({ map: 'foundry' });
    const before = new Set(await listReplays(server));
    await Promise.all([ada.play({ moveX: 127, buttons: 1 }, 2, 20), bo.play({ moveY: -127 }, 2, 20)]);
    const { rooms, recorder } = server.app.services;
    await Promise.all([ada.leave(), bo.leave()]);
    while (rooms.size > 0) await new Promise((resolve) => setImmediate(resolve));
    await recorder.settle();
    const [file] = (await listReplays(server)).filter((name) => !before.has(name));
    const bytes = await readFile(joinPath(server.dataDir, 'replays', file!));
    const verdict = verifyReplay(readReplay(gunzipSync(bytes)), readMap('foundry'));
    assert.ok(verdict.ok, JSON.stringify(verdict));
  });
});

/** Breaks a connection as a pulled cable does. */
function cutConnection({ id, room }: ArenaClient): void {
  const socket = matchMaker.getLocalRoomById(room.roomId).clients.getById(id)!.ref as unknown as { terminate(): void };
  socket.terminate();
}

async function listReplays(server: LocalServer): Promise<string[]> {
  await server.app.services.recorder.settle();
  return readdir(joinPath(server.dataDir, 'replays')).catch(() => []);
}
