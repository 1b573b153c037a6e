import assert from 'node:assert/strict';
import { HTTP_ERRORS, type ErrorRow } from '../../server/errors.ts';
import { LIMITS, type LimitName } from '../../server/http/limits.ts';
import { GOOD_PASSWORD } from '../support/accounts.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { matchId } from '../support/sampleResults.ts';

const MALLORY = '203.0.113.66';
const BO = '198.51.100.7';
/** Reads for all, by the limit they count under. */
const READS: readonly (readonly [LimitName, readonly string[]])[] = [
  [
    'records',
    [
      '/api/leaderboard?mode=duel',
      '/api/leaderboard?mode=chess',
      `/api/players/${matchId(1)}`,
      `/api/players/${matchId(1)}/matches`,
      `/api/matches/${matchId(1)}`,
    ],
  ],
  ['replays', [`/api/matches/${matchId(1)}/replay`]],
  ['listing', ['/api/rooms', '/api/rooms?mode=duel']],
];

describe('Reads in floods (S32)', () => {
  let server: LocalServer;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0', TRUST_PROXY: 'true' });
  });

  afterEach(() => server.stop());

  const get = (path: string, from: string) => fetch(server.url + path, { headers: { 'x-forwarded-for': from } });
  const post = (path: string, from: string, body: object) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
      body: JSON.stringify(body),
    });

  /** Uses up all but one of what an address may have. */
  async function spendAlmostAll(limit: LimitName, from = MALLORY): Promise<void> {
    for (let i = 1; i < LIMITS[limit].points; i++)
      assert.equal(await server.app.services.limits.spend(limit, from), undefined);
  }

  async function assertRefused(answer: Response, limit: LimitName, row: ErrorRow): Promise<void> {
    const seconds = Number(answer.headers.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= LIMITS[limit].seconds, `retry-after: ${seconds}`);
    const { code, name, message } = row;
    assert.deepEqual([answer.status, await answer.json()], [code, { error: { code: name, message } }]);
  }

  it('are told when to come again, and those of others are answered meanwhile', async () => {
    for (const [index, [limit, paths]] of READS.entries()) {
      const mallory = `203.0.113.${index}`;
      await spendAlmostAll(limit, mallory);
      assert.notEqual((await get(paths[0]!, mallory)).status, 429, paths[0]);
      for (const path of paths) {
        await assertRefused(await get(path, mallory), limit, HTTP_ERRORS.tooManyRequests);
        assert.notEqual((await get(path, BO)).status, 429, path);
      }
    }
  });

  it('are not counted when they come from the machine itself, and neither are guests and accounts that it makes', async () => {
    const statuses = await Promise.all(
      Array.from({ length: LIMITS.records.points + 5 }, async () => {
        const answer = await get('/api/leaderboard?mode=duel', '127.0.0.1');
        await answer.arrayBuffer();
        return answer.status;
      }),
    );
    assert.deepEqual(new Set(statuses), new Set([200]));
    for (let i = 0; i <= LIMITS.registerTries.points; i++)
      assert.notEqual((await post('/api/auth/register', '127.0.0.1', { name: 'Ada', password: 'short' })).status, 429);
    for (let i = 0; i <= LIMITS.guest.points; i++)
      assert.equal((await post('/api/auth/guest', '127.0.0.1', {})).status, 201);
  });

  it('of who one is are counted before the token is looked up, and so is signing out', async () => {
    await spendAlmostAll('me');
    assert.equal((await get('/api/me', MALLORY)).status, 401);
    await assertRefused(await get('/api/me', MALLORY), 'me', HTTP_ERRORS.tooManyTries);
    await spendAlmostAll('logout');
    const signOut = (from: string) => post('/api/auth/logout', from, { refreshToken: 'of nobody' });
    assert.equal((await signOut(MALLORY)).status, 204);
    await assertRefused(await signOut(MALLORY), 'logout', HTTP_ERRORS.tooManyTries);
    assert.equal((await signOut(BO)).status, 204);
  });

  it('of a token are counted as well before a password is changed by it', async () => {
    await spendAlmostAll('login');
    const change = { password: GOOD_PASSWORD, newPassword: `${GOOD_PASSWORD}, anew` };
    assert.equal((await post('/api/auth/password', MALLORY, change)).status, 401);
    await assertRefused(await post('/api/auth/password', MALLORY, change), 'login', HTTP_ERRORS.tooManyTries);
  });
});
