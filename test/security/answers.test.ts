import assert from 'node:assert/strict';
import { Client } from '@colyseus/sdk';
import { signInAsGuest } from '../support/accounts.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { RawPlayer, takeRawSeat, upgradePath } from '../support/RawPlayer.ts';
import { RawConnection, requestText } from '../support/rawHttp.ts';

/** What an answer tells a stranger nothing about: files, lines, statements, and what the server is made of. */
const LEAKS = [
  /\/(work|home|usr|app|tmp)\//,
  /node_modules|node:internal/,
  /\.(ts|mjs|cjs|js):\d+/,
  /\bat \w+.*\(/,
  /\b(select|insert|update|delete)\b.+\b(from|into|set|where)\b/i,
  /sqlite|postgres|kysely|constraint|redis/i,
  /colyseus|express|better-call|zod/i,
  /(Type|Range|Syntax|Reference|Server)Error/,
];
const INJECTIONS = [
  "' OR 1=1 --",
  "1'; DROP TABLE players; --",
  '%27%20OR%201=1',
  '../../etc/passwd',
  '{"$ne":null}',
  '\u0000',
];
/** Somebody the database knows. */
const SOMEBODY = 'Nightingale';
const JSON_LINE = 'Content-Type: application/json';

describe('What the server answers to nonsense (S31)', () => {
  let server: LocalServer;

  before(async () => {
    server = await startLocalServer({ BOTS: '0', TRUST_PROXY: 'true' });
  });

  after(() => server.stop());

  function assertTellsNothing(answer: string, what: string): void {
    for (const leak of LEAKS) assert.doesNotMatch(answer, leak, `${what}: ${answer.slice(0, 400)}`);
  }

  /** The answer with its head; the game's own files, which may say what they are made of, are not asked for. */
  async function ask(
    method: string,
    path: string,
    body?: string,
    more: Record<string, string> = {},
  ): Promise<{ status: number; text: string }> {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer nonsense', ...more };
    const answer = await fetch(server.url + path, { method, headers, ...(body !== undefined && { body }) });
    const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    return { status: answer.status, text: `${head}\n${await answer.text()}` };
  }

  it('tells nothing of files, statements or libraries over HTTP, and never breaks', async () => {
    const posts = [
      '/api/rooms',
      '/api/auth/login',
      '/api/auth/register',
      '/api/auth/refresh',
      '/api/auth/claim',
      '/api/nothing',
    ];
    const matchmaking = [
      'joinOrCreate/arena',
      'joinOrCreate/nothing',
      'joinById/x',
      'reconnect/x',
      'create/arena',
      'constructor/arena',
    ];
    const bodies = [
      '{}',
      '{',
      '[]',
      '{"mode":{"$ne":1},"map":["foundry"]}',
      '{"reconnectionToken":{"$gt":""}}',
      ...INJECTIONS.map((text) =>
        JSON.stringify({ name: text, password: text, mode: text, map: text, invite: text, refreshToken: text }),
      ),
    ];
    for (const path of [...posts, ...matchmaking.map((way) => `/matchmake/${way}`)]) {
      for (const body of bodies) {
        const { status, text } = await ask('POST', path, body);
        assert.ok(status < 500 || status === 503 || status === 524, `${status} POST ${path} ${body}`);
        assertTellsNothing(text, `POST ${path} ${body}`);
      }
    }
  });

  it('tells nothing to whoever puts statements and filters into addresses (S28)', async () => {
    await signInAsGuest(server.url, SOMEBODY);
    for (const injection of INJECTIONS.map(encodeURIComponent)) {
      for (const path of [
        `/api/rooms?mode=${injection}`,
        `/api/rooms?mode[$ne]=${injection}`,
        `/api/leaderboard?mode=${injection}`,
        `/api/leaderboard?mode=duel&limit=${injection}`,
        `/api/players/${injection}`,
        `/api/players/${injection}/matches`,
        `/api/matches/${injection}`,
        `/api/matches/${injection}/replay`,
        `/maps/${injection}`,
        `/matchmake/${injection}`,
      ]) {
        const { status, text } = await ask('GET', path);
        assert.ok(status < 500, `${status} GET ${path}`);
        assert.ok(!text.includes(SOMEBODY), path);
        assertTellsNothing(text, `GET ${path}`);
      }
    }
  });

  it('tells nothing to whoever breaks the protocol itself', async () => {
    for (const text of [
      'NONSENSE\r\n\r\n',
      'GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET /api/rooms HTTP/1.1\r\nHost: a b\r\n\r\n',
      `POST /matchmake/joinOrCreate/%00 HTTP/1.1\r\nHost: x\r\n${JSON_LINE}\r\nContent-Length: 2\r\n\r\n{}`,
      `POST //matchmake/x HTTP/1.1\r\nHost: x\r\n${JSON_LINE}\r\nContent-Length: 2\r\n\r\n{}`,
      `POST /matchmake/joinOrCreate/arena HTTP/1.1\r\nHost: x\r\n${JSON_LINE}\r\nContent-Length: -1\r\n\r\n`,
      requestText(server.url, ['GET /api/rooms HTTP/1.1', `X-Long: ${'x'.repeat(20_000)}`]),
      requestText(
        server.url,
        ['POST /api/rooms HTTP/1.1', JSON_LINE, 'X-Forwarded-Proto: :::', 'Content-Length: 2'],
        '{}',
      ),
    ]) {
      const connection = await RawConnection.open(server.url, text);
      assertTellsNothing(await connection.answer(), text.slice(0, 60));
      connection.socket.destroy();
    }
  });

  it('tells nothing over sockets to seats of nobody', async () => {
    const seat = await takeRawSeat(server.url);
    const nobodys = { ...seat, sessionId: 'nobody' };
    assert.equal(await RawPlayer.enter(server.url, nobodys, upgradePath(nobodys)), undefined);
    const sdk = new Client(server.url);
    await assert.rejects(sdk.consumeSeatReservation({ ...nobodys, name: 'arena' } as never), (error: Error) => {
      assertTellsNothing(error.message, 'the socket');
      return true;
    });
  });

  it('tells nothing of what breaks inside, wherever that is', async () => {
    const { limits, spareTime, accounts } = server.app.services;
    const fail = () => Promise.reject(new TypeError(`select name from players at ${import.meta.filename}:1`));
    const broken: readonly (readonly [object, string, readonly (readonly [string, object])[]])[] = [
      [
        limits,
        'spend',
        [
          ['/api/rooms', {}],
          ['/api/auth/guest', {}],
          ['/matchmake/joinOrCreate/arena', {}],
        ],
      ],
      [accounts, 'identify', [['/matchmake/reconnect/x', { reconnectionToken: 'x' }]]],
      [
        accounts,
        'admit',
        [
          ['/matchmake/joinOrCreate/arena', {}],
          ['/api/auth/claim', { password: 'x' }],
        ],
      ],
      [spareTime, 'wait', [['/api/auth/refresh', { refreshToken: 'x' }]]],
    ];
    for (const [part, method, requests] of broken) {
      Reflect.set(part, method, fail);
      for (const [path, body] of requests) {
        const { status, text } = await ask('POST', path, JSON.stringify(body), { 'x-forwarded-for': '203.0.113.7' });
        assert.ok(status >= 500, `${status} ${path} while ${method} breaks`);
        assertTellsNothing(text, `${path} while ${method} breaks`);
      }
      Reflect.deleteProperty(part, method);
    }
  });

  it('says its own name on no page', async () => {
    for (const path of ['/', '/healthz', '/readyz', '/__healthcheck', '/matchmake/']) {
      const answer = await fetch(server.url + path);
      assert.doesNotMatch(JSON.stringify([...answer.headers]), /colyseus|express/i);
      assert.doesNotMatch(await answer.text(), /colyseus/i, path);
    }
  });
});
