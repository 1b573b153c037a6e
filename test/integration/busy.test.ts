import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { HTTP_ERRORS } from '../../server/errors.ts';
import type { LoadMeter } from '../../server/loop/LoadMeter.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

const { busy } = HTTP_ERRORS;

describe('A busy process', () => {
  let server: LocalServer;
  let ada: ArenaClient;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    ada = await ArenaClient.join(server.url, { map: 'crossfire' });
  });
  afterEach(async () => {
    await ada.leave();
    await server.stop();
  });

  /** From now on the process is as busy as that. */
  function measure(load: Pick<LoadMeter, 'takesMatches' | 'takesPlayers'>): void {
    for (const [name, value] of Object.entries(load)) Object.defineProperty(server.app.services.load, name, { value });
  }

  it('begins no new match, and says what to do', async () => {
    measure({ takesMatches: false, takesPlayers: true });
    await assert.rejects(ArenaClient.join(server.url, { map: 'foundry' }), { message: busy.message });
    const wish = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    const answer = await fetch(`${server.url}/api/rooms`, wish);
    assert.equal(answer.status, busy.code);
    assert.ok(answer.headers.has('retry-after'));
    assert.deepEqual(await answer.json(), { error: { code: busy.name, message: busy.message } });
    assert.equal(server.app.services.rooms.size, 1);
  });

  it('plays on the matches it has, lets others into them, and is ready', async () => {
    measure({ takesMatches: false, takesPlayers: true });
    const bo = await ArenaClient.join(server.url, { map: 'crossfire' });
    assert.equal(bo.room.roomId, ada.room.roomId);
    await bo.leave();
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
  });

  it('lets nobody else in when it is too busy for that as well, but everybody back who has a seat', async () => {
    measure({ takesMatches: false, takesPlayers: false });
    await assert.rejects(ArenaClient.join(server.url, { map: 'crossfire' }), { message: busy.message });
    const { reconnectionToken } = ada.room;
    const socket = matchMaker.getLocalRoomById(ada.room.roomId).clients.getById(ada.id)!.ref;
    (socket as unknown as { terminate(): void }).terminate();
    const back = await ArenaClient.reconnect(server.url, reconnectionToken);
    assert.equal(back.id, ada.id);
    await back.leave();
  });

  it('shows on the page of figures how busy it is, and what it dropped', async () => {
    const text = await (await fetch(`${server.adminUrl}/metrics`)).text();
    for (const name of ['fracas_load', 'fracas_late_ticks', 'fracas_dropped_ticks_total'])
      assert.match(text, new RegExp(`^${name} [0-9.e-]+$`, 'm'));
  });
});
