import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { Protocol } from '@colyseus/sdk';
import { CLOSE } from '../../shared/net/protocol.ts';
import { ArenaClient } from '../support/arenaClient.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { RawConnection, requestText, statusOf, upgradeText } from '../support/rawHttp.ts';

const FRIEND = 'https://friends.example';
const EVIL = [
  'https://evil.example',
  'null',
  'https://friends.example.evil.example',
  'https://sub.friends.example',
  'http://friends.example',
];
const JOIN = '/matchmake/joinOrCreate/arena';
const OPEN = '/api/rooms';
/** Of messages that are none, after which a client has to go. */
const MOST_STRIKES = 3;
const GIGABYTE = 1024 ** 3;
const CHUNK = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 0x20), Buffer.from('\r\n')]);

describe('Requests that mean harm', () => {
  let server: LocalServer;

  before(async () => {
    server = await startLocalServer({ BOTS: '2', ALLOWED_ORIGINS: FRIEND });
  });

  after(() => server.stop());

  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

  async function code(answer: Response): Promise<unknown> {
    const { error } = (await answer.json()) as { error: { code: string } };
    return error.code;
  }

  it('S1: a page of another site opens no socket in the name of a player', async () => {
    const status = (origin: string) => statusOf(server.url, upgradeText(server.url, '/', [`Origin: ${origin}`]));
    for (const origin of EVIL) assert.equal(await status(origin), 403, origin);
    for (const origin of [FRIEND, server.url]) assert.equal(await status(origin), 101, origin);
  });

  it('S2: no origin is reflected but those the host named, none gets credentials, and so with preflights', async () => {
    for (const origin of [FRIEND, ...EVIL]) {
      for (const [method, path] of [
        ['OPTIONS', JOIN],
        ['GET', '/api/rooms'],
      ] as const) {
        const { headers } = await fetch(server.url + path, { method, headers: { origin } });
        const allowed = headers.get('access-control-allow-origin');
        assert.equal(allowed, origin === FRIEND ? FRIEND : null, `${method} ${origin}`);
        assert.equal(headers.get('access-control-allow-credentials'), null);
      }
    }
    for (const origin of EVIL) assert.equal((await post(JOIN, '{}', { origin })).status, 403, origin);
  });

  it('S6: an offer to compress a socket is not taken', async () => {
    const offer = upgradeText(server.url, '/', [
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
    ]);
    const connection = await RawConnection.open(server.url, offer);
    const answer = await connection.answer();
    connection.socket.destroy();
    assert.match(answer, /^HTTP\/1\.1 101/);
    assert.doesNotMatch(answer, /sec-websocket-extensions/i);
  });

  it('S6: a packed body is not unpacked', async () => {
    for (const path of [JOIN, OPEN]) {
      const answer = await post(path, gzipSync('{}'), { 'content-encoding': 'gzip' });
      assert.equal(answer.status, 415, path);
    }
  });

  it('S18: a body larger than 16 KB is refused by what its head says', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(17 * 1024) });
    for (const path of [JOIN, OPEN]) assert.equal((await post(path, large)).status, 413, path);
  });

  it('S18: a body of unknown length is cut off at its first bytes, not gathered', async () => {
    const head = [`POST ${JOIN} HTTP/1.1`, 'Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const flood = await RawConnection.open(server.url, requestText(server.url, head));
    const before = process.memoryUsage().arrayBuffers;
    let sent = 0;
    const pour = () => {
      while (sent < GIGABYTE && !flood.socket.destroyed) {
        sent += CHUNK.length;
        if (!flood.socket.write(CHUNK)) return;
      }
    };
    flood.socket.on('drain', pour);
    pour();
    await flood.closed;
    assert.ok(sent < GIGABYTE / 16, `${sent} bytes were taken`);
    assert.ok(process.memoryUsage().arrayBuffers - before < GIGABYTE / 16);
    assert.equal(await statusOf(server.url, requestText(server.url, head)), 411);
  });

  it('S18: JSON that nests deeper than ten levels is refused, and so is what is no object', async () => {
    const nested = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
    for (const body of [
      nested(11),
      nested(2000),
      '{"name":['.padEnd(12_000, '['),
      '[]',
      'null',
      '"x"',
      '7',
      '{',
      '\xff',
    ]) {
      for (const path of [JOIN, OPEN])
        assert.equal((await post(path, body)).status, 400, `${path} ${body.slice(0, 20)}`);
    }
    assert.equal((await post(JOIN, nested(10))).status, 200);
  });

  it('S24: what a form of another page can post is taken by nothing', async () => {
    const forms = [
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain',
      'application/jsonp',
    ];
    for (const path of [JOIN, OPEN, '/api/nothing']) {
      for (const type of forms) {
        assert.equal((await post(path, '{}', { 'content-type': type })).status, 415, `${path} ${type}`);
        assert.ok((await post(path, '{}', { 'content-type': type, origin: EVIL[0]! })).status >= 400);
      }
      assert.equal((await post(path, '{}', { origin: EVIL[0]! })).status, 403, path);
    }
    assert.equal((await fetch(server.url)).headers.get('set-cookie'), null);
  });

  it('S25: every answer carries the headers that bind browsers, whoever gives it', async () => {
    const asked: readonly (readonly [string, string])[] = [
      ['GET', '/'],
      ['GET', '/healthz'],
      ['GET', '/readyz'],
      ['GET', '/api/rooms'],
      ['GET', '/api/nothing'],
      ['GET', '/maps/foundry.tmj'],
      ['GET', '/__healthcheck'],
      ['POST', '/api/rooms'],
      ['POST', JOIN],
      ['POST', '/matchmake/create/arena'],
      ['OPTIONS', JOIN],
      ['DELETE', '/'],
    ];
    const { host } = new URL(server.url);
    for (const [method, path] of asked) {
      const { headers } = await fetch(server.url + path, { method, ...(method === 'POST' && { body: '!' }) });
      const policy = headers.get('content-security-policy') ?? '';
      for (const rule of [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "script-src 'self'",
        "style-src 'self'",
        `connect-src 'self' ws://${host} wss://${host}`,
      ]) {
        assert.ok(policy.split(';').includes(rule), `${method} ${path}: ${rule} is not in ${policy}`);
      }
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
      assert.equal(headers.get('x-frame-options'), 'DENY', path);
      assert.equal(headers.get('x-powered-by'), null, path);
    }
  });

  it('S25: a host that is none gets into no header', async () => {
    const evil = "GET / HTTP/1.1\r\nHost: x; script-src 'unsafe-inline'\r\n\r\n";
    const answer = await (await RawConnection.open(server.url, evil)).answer();
    assert.match(answer, /^HTTP\/1\.1 400/);
    assert.ok(!answer.includes('unsafe-inline'), answer);
  });

  it('S35: what is sent to no address of ours is refused, as a socket too, and breaks nothing', async () => {
    for (const target of [
      '*',
      '*:99999',
      '*%zz',
      '*|',
      'http://evil.example:99999/',
      'h://[',
      'http://evil.example/',
    ]) {
      assert.equal(await statusOf(server.url, upgradeText(server.url, target)), 400, target);
      for (const method of ['GET', 'OPTIONS'])
        assert.equal(
          await statusOf(server.url, requestText(server.url, [`${method} ${target} HTTP/1.1`, '', ''])),
          400,
        );
    }
    for (const host of ['', 'a b', '[', '%zz', ':', 'x; y']) {
      const text = upgradeText(server.url, '/').replace(/Host: .+/, `Host: ${host}`);
      assert.equal(await statusOf(server.url, text), 400, `Host: ${host}`);
    }
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  });

  it('S35: what every object has is no room, for sockets and for the way back', async () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const socket = upgradeText(server.url, `/process/${name}?sessionId=x&reconnectionToken=y`);
      assert.equal(await statusOf(server.url, socket), 400, name);
      const back = await post(`/matchmake/reconnect/${name}`, '{"reconnectionToken":"y"}');
      assert.equal(back.status, 410, name);
    }
  });

  it('S26: nothing a client sends changes what objects inherit', async () => {
    const evil = [
      '{"__proto__":{"polluted":true}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
      '{"name":{"__proto__":{"polluted":true}}}',
      '{"rules":{"constructor":{"prototype":{"polluted":true}}}}',
      '{"hasOwnProperty":1}',
    ];
    for (const body of evil) {
      for (const path of [JOIN, OPEN]) {
        const answer = await post(path, body);
        assert.equal(answer.status, 400, `${path} ${body}`);
      }
    }
    const messages = [
      '\x82\xa9__proto__\x81\xa8polluted\xc3\xa3map\xa7foundry',
      '\x81\xabconstructor\x81\xa9prototype\x81\xa8polluted\xc3',
    ];
    for (const message of messages) {
      const ada = await ArenaClient.join(server.url);
      const bytes = Buffer.concat([Uint8Array.of(Protocol.ROOM_DATA), Buffer.from(`\xa4vote${message}`, 'latin1')]);
      for (let i = 0; i < MOST_STRIKES; i++) ada.sendRaw(bytes);
      assert.equal((await ada.closed).code, CLOSE.badMessage);
    }
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });

  it('tells which part of a request it does not take', async () => {
    assert.equal(await code(await post(OPEN, '{}', { 'content-encoding': 'gzip' })), 'notJson');
    assert.equal(await code(await post(OPEN, '{"a":')), 'badRequest');
    assert.equal(await code(await post(OPEN, 'x'.repeat(20_000))), 'bodyTooLarge');
  });
});
