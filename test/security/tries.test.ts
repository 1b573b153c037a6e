import assert from 'node:assert/strict';
import { HTTP_ERRORS } from '../../server/errors.ts';
import { LIMITS, type LimitName } from '../../server/http/limits.ts';
import { GOOD_PASSWORD, signIn } from '../support/accounts.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

const MALLORY = '203.0.113.66';
const BO = '198.51.100.7';

/** What signs in or up, what it is asked with, and what it counts under. */
const TRIES: readonly (readonly [path: string, body: object, limit: LimitName])[] = [
  ['guest', {}, 'guest'],
  ['register', { name: 'Mallory', password: 'short' }, 'registerTries'],
  ['claim', { password: 'short' }, 'registerTries'],
  ['login', { name: 'Mallory', password: 'short' }, 'login'],
  ['refresh', { refreshToken: 'x' }, 'refresh'],
  ['reset', { resetToken: 'x', newPassword: GOOD_PASSWORD }, 'login'],
];

describe('Tries from one address (S13)', () => {
  let server: LocalServer;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0', TRUST_PROXY: 'true' });
  });

  afterEach(() => server.stop());

  const post = (path: string, from: string, body: object, token = 'x') =>
    fetch(`${server.url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from, authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });

  /** Uses up all but one of what a key may have. */
  async function spendAlmostAll(limit: LimitName, key: string): Promise<void> {
    for (let i = 1; i < LIMITS[limit].points; i++) await server.app.services.limits.spend(limit, key);
  }

  async function assertRefused(answer: Response, limit: LimitName): Promise<void> {
    const seconds = Number(answer.headers.get('retry-after'));
    assert.ok(seconds >= 1 && seconds <= LIMITS[limit].seconds, `retry-after: ${seconds}`);
    const { code, name, message } = HTTP_ERRORS.tooManyTries;
    assert.deepEqual([answer.status, await answer.json()], [code, { error: { code: name, message } }]);
  }

  for (const [path, body, limit] of TRIES) {
    it(`of ${path} are so many and no more, and those of others are not touched by that`, async () => {
      await spendAlmostAll(limit, MALLORY);
      assert.notEqual((await post(path, MALLORY, body)).status, 429);
      await assertRefused(await post(path, MALLORY, body), limit);
      assert.notEqual((await post(path, BO, body)).status, 429);
    });
  }

  it('at a new account cost none of those an address may make, however often they are refused', async () => {
    await spendAlmostAll('register', MALLORY);
    const guest = await signIn(server.url, 'guest', {});
    const wish = (name: string, password = GOOD_PASSWORD) => ({ name, password });
    for (let times = 0; times < 3; times++) {
      assert.equal((await post('register', MALLORY, wish('Ada', 'short'))).status, HTTP_ERRORS.badPassword.code);
      assert.equal((await post('register', MALLORY, wish(''))).status, HTTP_ERRORS.badName.code);
      assert.equal((await post('claim', MALLORY, wish('Bo', 'short'), guest.accessToken)).status, 400);
    }
    assert.equal((await post('register', MALLORY, wish('Ada'))).status, 201);
    await assertRefused(await post('register', MALLORY, wish('Bo')), 'register');
    await assertRefused(await post('claim', MALLORY, wish('Bo'), guest.accessToken), 'register');
  });

  it('are counted for the address that the proxy saw, whatever the client put before it', async () => {
    await spendAlmostAll('guest', MALLORY);
    assert.equal((await post('guest', `198.51.100.1, ${MALLORY}`, {})).status, 201);
    await assertRefused(await post('guest', `198.51.100.2, ${MALLORY}`, {}), 'guest');
  });

  it('to change a password by a token somebody has found are as few as those to sign in', async () => {
    const { accessToken, player } = await signIn(server.url, 'register', { name: 'Ada', password: GOOD_PASSWORD });
    await spendAlmostAll('password', player.id);
    const guess = { password: 'a guess', newPassword: `${GOOD_PASSWORD}, anew` };
    assert.equal((await post('password', MALLORY, guess, accessToken)).status, HTTP_ERRORS.wrongPassword.code);
    await assertRefused(await post('password', BO, guess, accessToken), 'password');
  });
});
