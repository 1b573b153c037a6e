import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { matchMaker } from '@colyseus/core';
import { PROTOCOL_VERSION } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

const EVIL = 'https://evil.example';
const FRIEND = 'https://friends.example';
const TOKEN = 'a-long-admin-token';

describe('The public port', () => {
  let server: LocalServer;

  before(async () => {
    server = await startLocalServer({ BOTS: '2', ALLOWED_ORIGINS: FRIEND, MAX_ROOMS: '1', ADMIN_TOKEN: TOKEN });
  });

  after(() => server.stop());

  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

  function matchmake(body: object, headers: Record<string, string> = {}, method = 'joinOrCreate'): Promise<Response> {
    const json = { 'content-type': 'application/json' };
    return fetch(`${server.url}/matchmake/${method}/arena`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
    });
  }

  /** Leaves, and waits until the room is gone. */
  async function leaveForGood(client: ArenaClient): Promise<void> {
    await client.leave();
    while (matchMaker.stats.local.roomCount > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  it('says that it is alive and ready', async () => {
    assert.equal((await get('/healthz')).status, 200);
    assert.equal((await get('/readyz')).status, 200);
  });

  it('does not tell what it is built with', async () => {
    const answer = await get('/');
    assert.ok(!(await answer.text()).includes('Colyseus'));
    assert.equal(answer.headers.get('x-powered-by'), null);
  });

  it('keeps pages from loading scripts of others', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    assert.match(policy, /script-src 'self'/);
    assert.ok(!policy.includes('upgrade-insecure-requests'), 'or games in the local network would not load');
  });

  it('keeps other pages from showing the game in a frame of theirs', async () => {
    const { headers } = await get('/');
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    assert.equal(headers.get('x-frame-options'), 'DENY');
  });

  it('gives maps, and no other file', async () => {
    const map = (await (await get('/maps/foundry.tmj')).json()) as { type: string };
    assert.equal(map.type, 'map');
    assert.equal((await fetch(`${server.url}/maps/foundry.tmj`, { method: 'PUT' })).status, 404);
    for (const path of ['/maps/..%2fpackage.json', '/maps/nowhere.tmj', '/api/nothing', '/matchmake/nothing']) {
      const answer = await get(path);
      assert.equal(answer.status, 404, path);
      assert.equal(((await answer.json()) as { error: { code: string } }).error.code, 'notFound');
    }
  });

  it('lists rooms with their mode, map and players', async () => {
    const ada = await ArenaClient.join(server.url, { map: 'foundry' });
    const { rooms } = (await (await get('/api/rooms')).json()) as { rooms: object[] };
    const { roomId } = ada.room;
    assert.deepEqual(rooms, [{ roomId, mode: 'deathmatch', map: 'foundry', players: 1, maxPlayers: 10 }]);
    await leaveForGood(ada);
  });

  it('refuses modes, maps and versions it does not have, with words a player can read', async () => {
    const wrong = [{ mode: 'chess' }, { map: 'atlantis' }, { protocol: PROTOCOL_VERSION + 1 }];
    for (const [options, status] of [
      [wrong[0], 400],
      [wrong[1], 400],
      [wrong[2], 426],
    ] as const) {
      const answer = await matchmake(options!);
      assert.equal(answer.status, status, JSON.stringify(options));
      assert.match(((await answer.json()) as { error: string }).error, /\w+ \w+/);
    }
  });

  it('opens no more rooms than the host allows', async () => {
    const ada = await ArenaClient.join(server.url, { map: 'foundry' });
    const answer = await matchmake({ map: 'crossfire' });
    assert.equal(answer.status, 503);
    await leaveForGood(ada);
  });

  it('does not let clients create rooms at will', async () => {
    assert.ok((await matchmake({}, {}, 'create')).status >= 400);
  });

  it('takes no request larger than any it needs', async () => {
    const answer = await matchmake({ name: 'x'.repeat(20_000) });
    assert.equal(answer.status, 413);
    assert.match(((await answer.json()) as { error: string }).error, /larger than/, 'in words the game can show');
  });

  it('serves the pages of friends, and not those of strangers', async () => {
    const friend = await matchmake({}, { origin: FRIEND });
    assert.equal(friend.status, 200);
    assert.equal(friend.headers.get('access-control-allow-origin'), FRIEND);
    const stranger = await matchmake({}, { origin: EVIL });
    assert.equal(stranger.status, 403);
    assert.equal(stranger.headers.get('access-control-allow-origin'), null);
    assert.equal((await matchmake({}, { origin: server.url })).status, 200);
  });

  it('opens no socket to pages of strangers', async () => {
    assert.match(await upgrade(EVIL), /^HTTP\/1.1 403/);
    assert.match(await upgrade(FRIEND), /^HTTP\/1.1 101/);
  });

  function upgrade(origin: string): Promise<string> {
    const { hostname, port, host } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    const lines = [
      'GET / HTTP/1.1',
      `Host: ${host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      `Origin: ${origin}`,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('data', (chunk: Buffer) => {
        socket.destroy();
        resolve(chunk.toString());
      });
    });
  }

  describe('and the admin port', () => {
    it('tells the numbers of the process to whoever has the token', async () => {
      const answer = await fetch(`${server.adminUrl}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
      const text = await answer.text();
      for (const name of [
        'fracas_rooms',
        'fracas_people',
        'fracas_tick_seconds_bucket',
        'fracas_tick_lateness_seconds_sum',
      ]) {
        assert.ok(text.includes(name), name);
      }
    });

    it('tells nobody else', async () => {
      assert.equal((await fetch(`${server.adminUrl}/metrics`)).status, 401);
      const wrong = { authorization: 'Bearer something-else-long' };
      assert.equal((await fetch(`${server.adminUrl}/metrics`, { headers: wrong })).status, 401);
      assert.equal((await get('/metrics')).headers.get('content-type')?.includes('version=0.0.4') ?? false, false);
    });
  });
});
