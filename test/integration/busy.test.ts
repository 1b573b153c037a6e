import assert from 'node:assert/strict';
import { matchMaker } from '@colyseus/core';
import { HTTP_ERRORS, refusal } from '../../server/errors.ts';
import type { LoadMeter } from '../../server/loop/LoadMeter.ts';
import { GOOD_PASSWORD } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { until } from '../support/until.ts';

const { busy } = HTTP_ERRORS;

function posted(body: object): RequestInit {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer of-nobody' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

const CREDENTIALS = { name: 'Ada', password: GOOD_PASSWORD };
/** All that asks the database for something, besides coming into a match. */
const BESIDE_THE_GAME: readonly { readonly path: string; readonly init?: RequestInit }[] = [
  { path: '/api/auth/guest', init: posted({}) },
  { path: '/api/auth/register', init: posted(CREDENTIALS) },
  { path: '/api/auth/login', init: posted(CREDENTIALS) },
  { path: '/api/auth/refresh', init: posted({ refreshToken: 'of nobody' }) },
  { path: '/api/auth/logout', init: posted({ refreshToken: 'of nobody' }) },
  { path: '/api/auth/claim', init: posted({ password: GOOD_PASSWORD }) },
  { path: '/api/auth/password', init: posted({ password: GOOD_PASSWORD, newPassword: GOOD_PASSWORD }) },
  { path: '/api/auth/reset', init: posted({ resetToken: 'of nobody', newPassword: GOOD_PASSWORD }) },
  { path: '/api/me', init: { headers: { authorization: 'Bearer of-nobody' } } },
  { path: '/api/leaderboard?mode=duel' },
  { path: '/api/players/of-nobody' },
  { path: '/api/players/of-nobody/matches' },
  { path: '/api/matches/of-nobody' },
  { path: '/api/matches/of-nobody/replay' },
];

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

  it('lets what is asked beside the game wait until there is time for it, but not what is refused anyway', async () => {
    const turns: PromiseWithResolvers<void>[] = [];
    const wait = () => {
      const turn = Promise.withResolvers<void>();
      turns.push(turn);
      return turn.promise;
    };
    Object.defineProperty(server.app.services.spareTime, 'wait', { value: wait });
    for (const { path, init } of BESIDE_THE_GAME) {
      const answer = fetch(server.url + path, init);
      await until(() => turns.length === 1);
      turns.pop()!.reject(refusal(busy));
      const { status, headers } = await answer;
      assert.deepEqual([status, headers.has('retry-after')], [busy.code, true], path);
    }
    assert.equal((await fetch(`${server.url}/api/auth/login`, posted({ name: 1 }))).status, 400);
    Object.defineProperty(server.app.services.limits, 'spend', { value: async () => 1 });
    assert.equal((await fetch(`${server.url}/api/auth/login`, posted(CREDENTIALS))).status, 429);
    assert.deepEqual(turns, []);
  });

  it('shows on the page of figures how busy it is, and what it dropped', async () => {
    const text = await (await fetch(`${server.adminUrl}/metrics`)).text();
    for (const name of ['fracas_load', 'fracas_late_ticks', 'fracas_waiting_beside', 'fracas_dropped_ticks_total'])
      assert.match(text, new RegExp(`^${name} [0-9.e-]+$`, 'm'));
  });
});
