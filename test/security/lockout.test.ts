import assert from 'node:assert/strict';
import { accountKey } from '../../server/accounts/accountKey.ts';
import { LIMITS } from '../../server/http/limits.ts';
import { GOOD_PASSWORD } from '../support/accounts.ts';
import { eachDatabase } from '../support/eachDatabase.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';

const HOME = '198.51.100.7';
const ELSEWHERE = '198.51.100.8';
const credentials = { name: 'Ada', password: GOOD_PASSWORD };

eachDatabase('Whoever guesses at an account from many addresses', (database) => {
  let server: LocalServer;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0', TRUST_PROXY: 'true', ...database().env });
  });

  afterEach(() => server.stop());

  const ask = (path: string, from: string, body: object, token?: string) =>
    fetch(`${server.url}/api/auth/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': from,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
  const signIn = async (from: string, password = GOOD_PASSWORD) =>
    (await ask('login', from, { ...credentials, password })).status;

  /** Guesses as long as the account lets anybody guess: all but the last few tries are counted without the work. */
  async function guessAtAda(): Promise<void> {
    const { limits } = server.app.services;
    for (let i = 3; i < LIMITS.account.points; i++) await limits.spend('account', accountKey('Ada'));
    for (let i = 0; i < 3; i++) assert.equal(await signIn(`203.0.113.${i}`, `guess no. ${i}`), 401);
    assert.equal(await signIn('203.0.113.3', 'one guess more'), 429, 'that is the end of guessing');
  }

  it('locks the owner out nowhere they have signed in from (S33)', async () => {
    await ask('register', HOME, credentials);
    await guessAtAda();
    assert.equal(await signIn(HOME), 200);
    assert.equal(await signIn(ELSEWHERE), 429, 'a new address is as good as a guesser’s');
    assert.equal(await signIn('203.0.113.4', 'another guess'), 429, 'and the owner’s sign-in gives nobody new tries');
  });

  it('nor where a guest became the owner, nor where a password was set anew', async () => {
    const guest = await ask('guest', HOME, { name: 'Ada' });
    const { accessToken } = (await guest.json()) as { accessToken: string };
    assert.equal((await ask('claim', HOME, { password: GOOD_PASSWORD }, accessToken)).status, 200);
    const resetToken = await server.app.services.passwordChanges.allowReset('Ada');
    const newPassword = `${GOOD_PASSWORD}, anew`;
    await guessAtAda();
    assert.equal(await signIn(HOME), 200);
    assert.equal((await ask('reset', ELSEWHERE, { resetToken, newPassword })).status, 200);
    assert.equal(await signIn(ELSEWHERE, newPassword), 200);
  });

  it('has no more tries from where the owner is than from anywhere else', async () => {
    await ask('register', HOME, credentials);
    const statuses: number[] = [];
    for (let i = 0; i <= LIMITS.password.points; i++) statuses.push(await signIn(HOME, `guess no. ${i}`));
    assert.deepEqual(statuses, [...Array.from({ length: LIMITS.password.points }, () => 401), 429]);
  });
});
