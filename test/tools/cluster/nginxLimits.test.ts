import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { parseConfig } from '../../../server/config.ts';
import { LIMITS, type LimitName } from '../../../server/http/limits.ts';
import { HTTP_ERRORS } from '../../../server/errors.ts';
import { freePort } from '../../../tools/cluster/freePort.ts';
import { NGINX_LIMITS } from '../../../tools/cluster/nginxLimits.ts';
import { NginxProxy } from '../../../tools/cluster/NginxProxy.ts';
import { Stand } from '../../support/Stand.ts';

const ADDRESS = '203.0.113.7';
const OTHER = '203.0.113.8';
/** So little that a test is soon beyond it; a request is one more than may come at once. */
const FEW = 3;
const AT_ONCE = FEW + 1;

/** Rows that count requests which another row counts as well, or for others than an address. */
const COUNTED_TWICE: readonly LimitName[] = ['seats', 'pendingSeat', 'register', 'password', 'account', 'replays'];

/** Limits of a few, and whoever asks says which address they come from, as if nginx had a proxy before it. */
function makeStrict(conf: string): string {
  return conf
    .replaceAll(/burst=\d+/g, `burst=${FEW}`)
    .replaceAll(/rate=\d+r\/s/g, 'rate=1r/m')
    .replace(/limit_conn sockets \d+/, `limit_conn sockets ${FEW}`)
    .replace(/limit_conn requests \d+/, `limit_conn requests ${FEW}`)
    .replace(
      '  server {',
      '  server {\n    set_real_ip_from 127.0.0.0/8;\n    set_real_ip_from ::1;\n    real_ip_header X-Test;',
    );
}

describe('The limits of nginx', () => {
  let stands: readonly [Stand, Stand];
  let proxy: NginxProxy;
  let sockets: Socket[];
  beforeEach(async () => {
    sockets = [];
    stands = [new Stand('g1'), new Stand('g2')];
    const processes = await Promise.all(
      stands.map(async (stand) => ({ name: stand.name, address: await stand.listen() })),
    );
    proxy = await NginxProxy.start({ processes, port: await freePort(), adapt: makeStrict });
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await proxy.stop();
    for (const stand of stands) stand.close();
  });

  const ask = (path: string, address: string, init: RequestInit = {}) =>
    fetch(proxy.url + path, { ...init, headers: address === '' ? {} : { 'x-test': address } });

  /** Gives the answers to so many requests of an address, one after the other. */
  async function askOften(path: string, address: string, times: number, init?: RequestInit): Promise<number[]> {
    const codes: number[] = [];
    for (let count = 0; count < times; count++) codes.push((await ask(path, address, init)).status);
    return codes;
  }
  const all = (status: number, times: number) => Array<number>(times).fill(status);

  /** Opens a WebSocket and gives the status of the answer. */
  async function upgrade(process: string, address: string): Promise<string> {
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
    sockets.push(socket);
    socket.write(
      `GET /${process}/room HTTP/1.1\r\nHost: localhost\r\nX-Test: ${address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    );
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    return chunk.toString('latin1').slice(9, 12);
  }

  for (const path of ['/matchmake/joinOrCreate/arena', '/api/auth/guest', '/api/rooms', '/matchmake/reconnect/abc']) {
    it(`end a flood of ${path} from one address, in words and as clients read them, and nobody else's`, async () => {
      const post = { method: 'POST', body: '{}' };
      assert.deepEqual(await askOften(path, ADDRESS, AT_ONCE, post), all(200, AT_ONCE));
      const answer = await ask(path, ADDRESS, post);
      const { message, name, code } = HTTP_ERRORS.tooManyRequests;
      assert.equal(answer.status, code);
      assert.equal(answer.headers.get('retry-after'), '60');
      const expected = path.startsWith('/matchmake/') ? { code, error: message } : { error: { code: name, message } };
      assert.deepEqual(await answer.json(), expected);
      assert.equal((await ask(path, OTHER, post)).status, 200);
      assert.equal(stands[0].asked.length + stands[1].asked.length, AT_ONCE + 1, 'and the game hears nothing of it');
    });
  }

  it('end a flood of pages and of records', async () => {
    for (const path of ['/', '/api/leaderboard'])
      assert.deepEqual(await askOften(path, ADDRESS, AT_ONCE + 2), [...all(200, AT_ONCE), 429, 429], path);
  });

  it('count an address of version 6 for its network, and one of version 4 in the form of version 6 as what it is', async () => {
    const network = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2:a::a'];
    for (const address of network) assert.equal((await ask('/', address)).status, 200, address);
    assert.equal((await ask('/', '2001:db8:1:2:b::b')).status, 429);
    assert.equal((await ask('/', '2001:db8:1:3::1')).status, 200);
    assert.deepEqual(await askOften('/', `::ffff:${ADDRESS}`, AT_ONCE), all(200, AT_ONCE));
    assert.equal((await ask('/', ADDRESS)).status, 429);
    assert.equal((await ask('/', `::ffff:${OTHER}`)).status, 200);
  });

  it('are none for this machine itself', async () => {
    for (const address of ['', '127.0.0.9', '::1', '::ffff:127.0.0.1'])
      assert.deepEqual(await askOften('/api/rooms', address, AT_ONCE * 2), all(200, AT_ONCE * 2), address);
    for (let count = 0; count < FEW * 2; count++) assert.equal(await upgrade('g1', '127.0.0.1'), '101');
  });

  it('bound the sockets of one address to each process, until one of them closes', async () => {
    for (let count = 0; count < FEW; count++) assert.equal(await upgrade('g1', ADDRESS), '101');
    assert.equal(await upgrade('g1', ADDRESS), '429');
    assert.equal(await upgrade('g2', ADDRESS), '101');
    assert.equal(await upgrade('g1', OTHER), '101');
    sockets[0]!.destroy();
    let status = '';
    while (status !== '101') status = await upgrade('g1', ADDRESS);
  });

  it('bound what is under way for one address', async () => {
    const waiting: (() => void)[] = [];
    const arrived = Promise.withResolvers<void>();
    for (const stand of stands)
      stand.answer = (_request, response) => {
        waiting.push(() => response.end());
        if (waiting.length === FEW) arrived.resolve();
      };
    const slow = Array.from({ length: FEW }, () => ask('/', ADDRESS));
    await arrived.promise;
    assert.equal((await ask('/', ADDRESS)).status, 429);
    for (const end of waiting) end();
    for (const answer of await Promise.all(slow)) assert.equal(answer.status, 200);
  });

  it('are nowhere stricter than those of the game', () => {
    const parsed = parseConfig({});
    assert.ok(parsed.ok);
    assert.equal(NGINX_LIMITS.sockets, parsed.config.maxConnectionsPerAddress);
    const { returns, ...others } = LIMITS;
    const counted = Object.entries(others).filter(([name]) => !COUNTED_TWICE.includes(name as LimitName));
    const total = (of: (limit: { points: number; seconds: number }) => number) =>
      counted.reduce((sum, [, limit]) => sum + of(limit), 0);
    const { rates } = NGINX_LIMITS;
    assert.ok(rates.returns.burst >= returns.points && rates.returns.perSecond >= returns.points / returns.seconds);
    assert.ok(rates.api.burst >= total(({ points }) => points), 'all of them at once');
    assert.ok(rates.api.perSecond >= total(({ points, seconds }) => points / seconds), 'all of them for ever');
  });
});
