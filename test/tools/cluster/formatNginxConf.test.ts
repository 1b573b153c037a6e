import assert from 'node:assert/strict';
import { formatNginxConf } from '../../../tools/cluster/formatNginxConf.ts';
import { freePort } from '../../../tools/cluster/freePort.ts';
import { NginxProxy } from '../../../tools/cluster/NginxProxy.ts';
import { Stand } from '../../support/Stand.ts';

/** Longer than nginx waits for anything but a sign-in. */
const VERY_SLOW_MS = 3500;

describe('nginx in front of two processes', () => {
  let stands: readonly [Stand, Stand];
  let proxy: NginxProxy;
  beforeEach(async () => {
    stands = [new Stand('g1'), new Stand('g2')];
    const processes = await Promise.all(
      stands.map(async (stand) => ({ name: stand.name, address: await stand.listen() })),
    );
    proxy = await NginxProxy.start({ processes, port: await freePort() });
  });
  afterEach(async () => {
    await proxy.stop();
    for (const stand of stands) stand.close();
  });

  /** Asks so often that each process has had its turn, and gives what was answered. */
  async function askTwice(path: string, init: RequestInit = {}): Promise<{ status: number; text: string }[]> {
    const answers = [];
    for (let turn = 0; turn < 2; turn++) {
      const answer = await fetch(proxy.url + path, init);
      answers.push({ status: answer.status, text: await answer.text() });
    }
    return answers;
  }
  const texts = async (path: string, init?: RequestInit) => (await askTwice(path, init)).map(({ text }) => text).sort();
  const POST = { method: 'POST', body: '{}' };

  it('sends a path with the name of a process to that process, and others to any', async () => {
    assert.deepEqual(await texts('/g2/anything'), ['g2', 'g2']);
    assert.deepEqual(await texts('/'), ['g1', 'g2']);
    assert.deepEqual(await texts('/g3/anything'), ['g1', 'g2']);
  });

  it('tells the processes whom they serve under which name, whatever the client claims', async () => {
    const headers = {
      'x-forwarded-for': '203.0.113.9',
      'x-forwarded-host': 'elsewhere.example',
      'x-forwarded-proto': 'https',
    };
    for (const path of ['/', '/g1/x', '/g2/x']) await fetch(proxy.url + path, { headers });
    const asked = stands.flatMap((stand) => stand.asked);
    assert.equal(asked.length, 3);
    for (const request of asked) {
      const { host } = new URL(proxy.url);
      assert.equal(request.headers.host, host);
      assert.equal(request.headers['x-forwarded-host'], host);
      assert.match(String(request.headers['x-forwarded-for']), /^(127\.0\.0\.1|::1)$/);
      assert.equal(request.headers['x-forwarded-proto'], 'http');
    }
  });

  it('leaves a process that does not answer for the other one on the way back into a match', async () => {
    stands[0].answerLate();
    assert.deepEqual(await texts('/matchmake/reconnect/abc', POST), ['g2', 'g2']);
    assert.deepEqual(await texts('/matchmake/joinOrCreate/arena', POST), ['g1', 'g2'], 'elsewhere it is given time');
  });

  it('gives a sign-in the time that it waits for while a game leaves none, and nothing else', async () => {
    for (const stand of stands) stand.answerLate(VERY_SLOW_MS);
    const [login, record] = await Promise.all([
      fetch(`${proxy.url}/api/auth/login`, POST),
      fetch(`${proxy.url}/api/leaderboard`),
    ]);
    assert.deepEqual([login.status, record.status], [200, 503]);
  });

  it('sends a player on who asks a process that is stopping', async () => {
    stands[0].refuse();
    for (const path of ['/matchmake/joinOrCreate/arena', '/matchmake/reconnect/abc', '/api/rooms']) {
      assert.deepEqual(await texts(path, POST), ['g2', 'g2'], path);
    }
    assert.deepEqual(await texts('/readyz'), ['g2', 'g2']);
  });

  it('passes on what they say when all refuse', async () => {
    for (const stand of stands) stand.refuse();
    const answers = await askTwice('/matchmake/joinOrCreate/arena', POST);
    assert.deepEqual(
      answers.map(({ status, text }) => [status, text.slice(2)]),
      [
        [503, ' refuses'],
        [503, ' refuses'],
      ],
    );
  });

  it('says to who wants to play, in words and as clients read them, that no process answers', async () => {
    for (const stand of stands) stand.close();
    const [join] = await askTwice('/matchmake/joinOrCreate/arena', POST);
    const [open] = await askTwice('/api/rooms', POST);
    const [login] = await askTwice('/api/auth/login', POST);
    const [record] = await askTwice('/api/leaderboard?mode=duel');
    const message = 'The server does not answer right now. Try again in a moment.';
    assert.deepEqual([join!.status, JSON.parse(join!.text)], [503, { code: 503, error: message }]);
    for (const answer of [open, login, record])
      assert.deepEqual([answer!.status, JSON.parse(answer!.text)], [503, { error: { code: 'notReady', message } }]);
  });

  it('asks nothing twice that might change something twice', async () => {
    stands[0].refuse();
    assert.deepEqual(await texts('/api/auth/refresh', POST), ['g1 refuses', 'g2']);
  });

  it('does without a process that is gone', async () => {
    stands[1].close();
    for (const path of ['/', '/healthz', '/maps/foundry']) assert.deepEqual(await texts(path), ['g1', 'g1'], path);
    assert.deepEqual(await texts('/matchmake/joinOrCreate/arena', POST), ['g1', 'g1']);
    assert.equal((await fetch(`${proxy.url}/g2/x`)).status, 502);
  });

  it('takes no body larger than the game does', async () => {
    const body = 'x'.repeat(16 * 1024 + 1);
    assert.equal((await fetch(`${proxy.url}/matchmake/joinOrCreate/arena`, { method: 'POST', body })).status, 413);
    assert.equal(stands.flatMap((stand) => stand.asked).length, 0);
  });
});

describe('An nginx configuration', () => {
  const rest = { listen: ['8080'], folder: '/tmp', accessLog: 'off', errorLog: 'stderr' };

  it('is not made for names that could be a path of the game, or stand twice', () => {
    const at = (...names: string[]) => ({
      ...rest,
      processes: names.map((name) => ({ name, address: '127.0.0.1:1' })),
    });
    assert.throws(() => formatNginxConf(at('api')), /"api" is given twice, or is no name/);
    assert.throws(() => formatNginxConf(at('g1', 'g1')), /"g1" is given twice/);
    assert.throws(() => formatNginxConf(at('g1; evil1')), /is no name/);
    assert.throws(() => formatNginxConf(at()), /at least one process/);
  });
});
