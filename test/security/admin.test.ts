import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { HTTP_ERRORS } from '../../server/errors.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { askAccounts, GOOD_PASSWORD, signIn, signInAsGuest } from '../support/accounts.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { keptLog } from '../support/keptLog.ts';
import { requestText, statusOf } from '../support/rawHttp.ts';

const TOKEN = 'a-long-admin-token';
const ACTS = ['/admin/drain', '/admin/kick', '/admin/ban', '/admin/unban', '/admin/reset', '/admin/handle'];
const READS = ['/metrics', '/admin/state', '/admin/reports'];
const EVIL = 'http://evil.example:9567';

interface State {
  readonly isDraining: boolean;
  readonly rooms: readonly {
    room: string;
    connected: readonly { session: string; player?: string; name?: string }[];
  }[];
}

describe('The admin port (S30)', () => {
  let server: LocalServer;
  let log: ReturnType<typeof keptLog>;

  async function start(env: Record<string, string> = {}): Promise<void> {
    log = keptLog();
    server = await startLocalServer({ BOTS: '0', ...env }, log.log);
  }

  afterEach(() => server.stop());

  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.adminUrl + path, { headers });
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(server.adminUrl + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const bearer = (token = TOKEN) => ({ authorization: `Bearer ${token}` });
  const state = async (headers = {}) => (await (await get('/admin/state', headers)).json()) as State;
  const acts = () => log.lines.filter(({ msg }) => msg.startsWith('admin act'));

  it('is not on the public port, where there is neither monitor nor playground', async () => {
    await start();
    for (const path of ['/admin', '/admin/state', '/metrics', '/monitor', '/monitor/', '/playground', '/colyseus']) {
      assert.equal((await fetch(server.url + path)).status, 404, path);
    }
    assert.equal((await fetch(`${server.url}/admin/kick`, { method: 'POST' })).status, 404);
  });

  it('listens on one address of the loopback: no other of this machine leads to it', async () => {
    await start();
    const socket = connect({ host: '127.0.0.2', port: Number(new URL(server.adminUrl).port) });
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    assert.equal(error.code, 'ECONNREFUSED');
  });

  it('wants the token, where there is one, for all but the empty page', async () => {
    await start({ ADMIN_TOKEN: TOKEN });
    for (const headers of [{}, bearer('something-else-long'), bearer(`${TOKEN}x`), { authorization: TOKEN }]) {
      for (const path of READS) assert.equal((await get(path, headers)).status, 401, path);
      for (const path of ACTS) assert.equal((await post(path, '{}', headers)).status, 401, path);
    }
    for (const path of READS) assert.equal((await get(path, bearer())).status, 200, path);
    assert.equal((await get('/admin')).status, 200);
    assert.equal(acts().length, ACTS.length * 4, 'and whoever tried is in the log');
    assert.ok(!JSON.stringify(log.lines).includes(TOKEN), 'and the token is not');
  });

  it('takes an act that needs no word without a body, from who shows a token, and from nobody else', async () => {
    await start({ ADMIN_TOKEN: TOKEN });
    const drain = (headers = {}) => fetch(`${server.adminUrl}/admin/drain`, { method: 'POST', headers });
    assert.equal((await drain()).status, 401);
    assert.equal((await state(bearer())).isDraining, false);
    assert.deepEqual(await (await drain(bearer())).json(), { drained: true });
  });

  it('knows each who has a token of their own, by name', async () => {
    await start({ ADMIN_TOKEN: TOKEN, ADMIN_TOKENS: 'kim:a-token-of-kim-alone,lee:a-token-of-lee-alone' });
    const { player } = await signInAsGuest(server.url, 'Mallory');
    const ban = JSON.stringify({ player: player.id, reason: 'x' });
    for (const token of [TOKEN, 'a-token-of-lee-alone', 'a-token-of-kim-alone'])
      assert.equal((await post('/admin/ban', ban, bearer(token))).status, 200);
    assert.equal((await post('/admin/ban', ban, bearer('kim:a-token-of-kim-alone'))).status, 401);
    const names = ['host', 'lee', 'kim'];
    assert.deepEqual(
      acts()
        .slice(0, 3)
        .map(({ by }) => by),
      names,
    );
    const bans = await server.app.services.db.selectFrom('bans').select('banned_by').execute();
    assert.deepEqual(new Set(bans.map(({ banned_by }) => banned_by)), new Set(names));
    assert.doesNotMatch(JSON.stringify(log.lines), /a-token-of/);
  });

  it('does nothing for a page of another site that this machine’s browser has open', async () => {
    await start();
    const ada = await ArenaClient.join(server.url);
    const kick = JSON.stringify({ session: ada.id });
    assert.equal((await post('/admin/kick', kick, { origin: EVIL })).status, 403);
    assert.equal((await post('/admin/kick', kick, { origin: 'null' })).status, 403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      assert.equal((await post('/admin/kick', kick, { 'content-type': type })).status, 415, type);
    assert.equal((await post('/admin/drain', '')).status, 415);
    assert.equal((await fetch(`${server.adminUrl}/admin/kick`, { method: 'GET' })).status, 404);
    assert.equal((await state()).rooms[0]!.connected.length, 1);
  });

  it('answers under no name but a local one, whatever that resolves to (DNS rebinding)', async () => {
    await start();
    for (const path of ['/admin', ...READS]) {
      const rebound = requestText(EVIL, [`GET ${path} HTTP/1.1`]);
      assert.equal(await statusOf(server.adminUrl, rebound), 403, path);
    }
    const act = requestText(
      EVIL,
      ['POST /admin/drain HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 2'],
      '{}',
    );
    assert.equal(await statusOf(server.adminUrl, act), 403);
    assert.equal((await state()).isDraining, false);
  });

  it('sends one player away, or all of a match, in words they can read, and logs it', async () => {
    await start();
    const ada = await ArenaClient.join(server.url, { name: 'Ada' });
    const bo = await ArenaClient.join(server.url, { name: 'Bo' });
    const { rooms } = await state();
    assert.deepEqual(
      rooms.map(({ room, connected }) => [room, connected]),
      [
        [
          ada.room.roomId,
          [
            { session: ada.id, name: 'Ada' },
            { session: bo.id, name: 'Bo' },
          ],
        ],
      ],
    );
    assert.deepEqual(await (await post('/admin/kick', JSON.stringify({ session: ada.id }))).json(), { kicked: 1 });
    const { code, reason } = await ada.closed;
    assert.deepEqual([code, reason], [CLOSE.kicked, 'The host sent you out of this match. You may join another one.']);
    await bo.until(({ players }) => !players.has(ada.id));
    assert.equal((await post('/admin/kick', JSON.stringify({ room: bo.room.roomId }))).status, 200);
    assert.equal((await bo.closed).code, CLOSE.kicked);
    assert.deepEqual(
      acts().map(({ act, body, kicked }) => [act, body, kicked]),
      [
        ['/admin/kick', { session: ada.id }, 1],
        ['/admin/kick', { room: bo.room.roomId }, 1],
      ],
    );
  });

  it('bans a known player: they are out within a moment, wherever they play, and let in again when it is taken back', async () => {
    await start();
    const { accessToken, refreshToken } = await signInAsGuest(server.url, 'Mallory');
    const mallory = await ArenaClient.join(server.url, {}, accessToken);
    const { rooms } = await state();
    const { player } = rooms[0]!.connected[0]!;
    const ban = JSON.stringify({ player, reason: 'aims too well', days: 7 });
    assert.deepEqual(await (await post('/admin/ban', ban)).json(), { banned: true });
    assert.equal((await mallory.closed).code, CLOSE.signInEnded);
    await assert.rejects(ArenaClient.join(server.url, {}, accessToken));
    assert.ok((await askAccounts(server.url, 'refresh', { refreshToken })).status >= 400);
    assert.deepEqual(await (await post('/admin/unban', JSON.stringify({ player }))).json(), { banned: false });
    await assert.rejects(ArenaClient.join(server.url, {}, accessToken), 'what they had before counts no more');
    const back = await signIn(server.url, 'refresh', { refreshToken });
    assert.deepEqual([back.player.id, back.player.name], [player, 'Mallory']);
    const again = await ArenaClient.join(server.url, {}, back.accessToken);
    assert.equal((await state()).rooms[0]!.connected[0]!.player, player);
    await again.leave();
    assert.deepEqual(
      acts().map(({ act, banned }) => [act, banned]),
      [
        ['/admin/ban', true],
        ['/admin/unban', false],
      ],
    );
  });

  it('gives the owner of an account a way to a new password, and the log nothing of it', async () => {
    await start();
    const { refreshToken } = await signIn(server.url, 'register', { name: 'Ann', password: GOOD_PASSWORD });
    const answer = await post('/admin/reset', JSON.stringify({ name: 'ann' }));
    const { resetToken, path, minutes } = (await answer.json()) as Record<string, string | number>;
    assert.deepEqual([path, minutes], [`/#reset=${resetToken}`, 15]);
    const newPassword = `${GOOD_PASSWORD}, anew`;
    const back = await signIn(server.url, 'reset', { resetToken, newPassword });
    assert.equal(back.player.name, 'Ann');
    assert.equal((await askAccounts(server.url, 'refresh', { refreshToken })).status, 401);
    assert.equal((await askAccounts(server.url, 'reset', { resetToken, newPassword })).status, 400);
    const nobody = await post('/admin/reset', JSON.stringify({ name: 'Nobody' }));
    const { error } = (await nobody.json()) as { error: { code: string } };
    assert.deepEqual([nobody.status, error.code], [404, 'unknownAccount']);
    assert.equal(acts().length, 2);
    assert.ok(!JSON.stringify(log.lines).includes(String(resetToken)));
  });

  it('sends a known player out of whatever they play', async () => {
    await start();
    const { accessToken } = await signInAsGuest(server.url, 'Ann');
    const ann = await ArenaClient.join(server.url, {}, accessToken);
    const { player } = (await state()).rooms[0]!.connected[0]!;
    assert.equal((await post('/admin/kick', JSON.stringify({ player }))).status, 200);
    assert.equal((await ann.closed).code, CLOSE.kicked);
  });

  it('says when there is nobody to send away, and takes no other wish', async () => {
    await start();
    assert.equal((await post('/admin/kick', '{"session":"nobody"}')).status, 404);
    const nobody = JSON.stringify({ player: randomUUID(), reason: 'x' });
    assert.equal((await post('/admin/ban', nobody)).status, 404);
    assert.equal((await post('/admin/ban', '{"player":"x","reason":"y"}')).status, 400);
    const { player } = await signInAsGuest(server.url, 'Ada');
    for (const reason of ['', 'x\0', 'x'.repeat(201), 7])
      assert.equal((await post('/admin/ban', JSON.stringify({ player: player.id, reason }))).status, 400);
    for (const body of ['{}', '{"session":7}', '{"session":"a","room":"b"}', '{"everybody":true}', '[]'])
      assert.equal((await post('/admin/kick', body)).status, 400, body);
    assert.equal((await post('/admin/drain', '{"force":true}')).status, 400);
    assert.equal((await post('/admin/explode', '{}')).status, 404);
  });

  it('says that the database is away, not the store nor a mistake of its own, when it is the database', async () => {
    await start();
    const { player } = await signInAsGuest(server.url, 'Ada');
    const { schema } = server.app.services.db;
    for (const table of ['players', 'reports'] as const)
      await schema.alterTable(table).renameTo(`${table}_away`).execute();
    const answers = [get('/admin/reports'), post('/admin/ban', JSON.stringify({ player: player.id, reason: 'spam' }))];
    for (const answer of await Promise.all(answers)) {
      assert.equal(answer.status, 503);
      assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'recordsAway');
    }
    assert.equal((await get('/admin/state')).status, 200);
  });

  it('drains: nobody new is let in, who is there can come back, and a second time changes nothing', async () => {
    await start();
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    const ada = await ArenaClient.join(server.url);
    for (let time = 0; time < 2; time++)
      assert.deepEqual(await (await post('/admin/drain', '{}')).json(), { drained: true });
    assert.equal((await fetch(`${server.url}/readyz`)).status, 503);
    assert.equal((await state()).isDraining, true);
    assert.equal(acts().length, 2);
    const { message } = HTTP_ERRORS.notReady;
    for (const wish of [{}, { mode: 'duel' }, { spectate: true }] as const)
      await assert.rejects(ArenaClient.join(server.url, wish), { code: 503, message });
    const again = await ArenaClient.reconnect(server.url, ada.room.reconnectionToken);
    assert.equal(again.id, ada.id);
  });

  it('drains a process that is still starting for good: it lets nobody in once it has started', async () => {
    server = await startLocalServer({}, undefined, (app) => app.drain());
    assert.equal((await fetch(`${server.url}/readyz`)).status, 503);
    const { message } = HTTP_ERRORS.notReady;
    await assert.rejects(ArenaClient.join(server.url), { code: 503, message });
  });

  it('binds its page to itself: it loads and asks nothing else, and nobody frames it', async () => {
    await start();
    for (const path of ['/admin', '/admin/page.js', '/admin/reports.js', '/admin/page.css', '/nothing']) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const rule of ["default-src 'none'", "script-src 'self'", "form-action 'none'", "frame-ancestors 'none'"])
        assert.ok(policy.split(';').includes(rule), `${path}: ${policy}`);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
    }
  });
});
