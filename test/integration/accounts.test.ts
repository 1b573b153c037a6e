import assert from 'node:assert/strict';
import { HTTP_ERRORS, type ErrorRow } from '../../server/errors.ts';
import { LIMITS } from '../../server/http/limits.ts';
import { askAccounts, GOOD_PASSWORD, signIn, signInAsGuest } from '../support/accounts.ts';
import { eachDatabase } from '../support/eachDatabase.ts';
import { startLocalServer, type LocalServer } from '../support/gameServer.ts';
import { PostgresServer } from '../support/PostgresServer.ts';

async function assertRefused(answer: Response, { code, name, message }: ErrorRow): Promise<void> {
  assert.deepEqual([answer.status, await answer.json()], [code, { error: { code: name, message } }]);
}

eachDatabase('The accounts of a server', (database) => {
  let server: LocalServer;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0', ...database().env });
  });

  afterEach(() => server.stop());

  const me = (token: string) => fetch(`${server.url}/api/me`, { headers: { authorization: `Bearer ${token}` } });

  it('let a guest in with one call, and know them afterwards', async () => {
    const answer = await askAccounts(server.url, 'guest', { name: 'Ada' });
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('set-cookie'), null);
    const ada = (await answer.json()) as Awaited<ReturnType<typeof signInAsGuest>>;
    assert.deepEqual(Object.keys(ada).toSorted(), ['accessToken', 'expiresInSeconds', 'player', 'refreshToken']);
    assert.deepEqual([ada.player.name, ada.player.kind], ['Ada', 'guest']);
    const known = await me(ada.accessToken);
    assert.deepEqual([known.status, await known.json()], [200, { player: ada.player }]);
  });

  it('carry a player from guest to account, out and in again, under one id', async () => {
    const guest = await signInAsGuest(server.url, 'Ada');
    const claimed = await signIn(server.url, 'claim', { password: GOOD_PASSWORD }, guest.accessToken);
    assert.deepEqual(claimed.player, { ...guest.player, kind: 'account' });
    const renewed = await signIn(server.url, 'refresh', { refreshToken: claimed.refreshToken });
    assert.equal((await askAccounts(server.url, 'logout', { refreshToken: renewed.refreshToken })).status, 204);
    await assertRefused(
      await askAccounts(server.url, 'refresh', { refreshToken: renewed.refreshToken }),
      HTTP_ERRORS.badToken,
    );
    await assertRefused(await me(renewed.accessToken), HTTP_ERRORS.badToken);
    const back = await signIn(server.url, 'login', { name: 'ada', password: GOOD_PASSWORD });
    assert.deepEqual(back.player, claimed.player);
  });

  it('end a login for who shows its access token alone, as for who shows its refresh token', async () => {
    const ada = await signInAsGuest(server.url, 'Ada');
    const other = await signInAsGuest(server.url, 'Bo');
    const logout = (token?: string) =>
      fetch(`${server.url}/api/auth/logout`, {
        method: 'POST',
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      });
    await assertRefused(await logout(), HTTP_ERRORS.badToken);
    assert.equal((await logout(ada.accessToken)).status, 204);
    await assertRefused(await me(ada.accessToken), HTTP_ERRORS.badToken);
    const { refreshToken } = ada;
    await assertRefused(await askAccounts(server.url, 'refresh', { refreshToken }), HTTP_ERRORS.badToken);
    assert.equal((await me(other.accessToken)).status, 200);
  });

  it('make a guest of who sends nothing at all, and cut a name that is too long, however long it is', async () => {
    const nameless = await fetch(`${server.url}/api/auth/guest`, { method: 'POST' });
    assert.equal(nameless.status, 201);
    const { player } = await signInAsGuest(server.url, 'Ada'.repeat(1000));
    assert.equal(player.name, 'AdaAdaAdaAdaAdaA');
  });

  it('say of a name and a password that are too long what is wrong with them', async () => {
    const [name, password] = ['A'.repeat(1000), `${GOOD_PASSWORD}, and more`.repeat(100)];
    const wrong = [
      ['register', { name, password: GOOD_PASSWORD }, HTTP_ERRORS.badName],
      ['register', { name: 'Ada', password }, HTTP_ERRORS.badPassword],
      ['register', { name: 'Ada', password, isAdmin: true }, HTTP_ERRORS.badRequest],
      ['login', { name, password: GOOD_PASSWORD }, HTTP_ERRORS.wrongLogin],
      ['login', { name: 'Ada', password }, HTTP_ERRORS.wrongLogin],
      ['password', { password, newPassword: GOOD_PASSWORD }, HTTP_ERRORS.wrongPassword],
      ['password', { password: GOOD_PASSWORD, newPassword: password }, HTTP_ERRORS.badPassword],
    ] as const;
    for (const [path, body, row] of wrong) await assertRefused(await askAccounts(server.url, path, body), row);
  });

  it('change a password for whoever knows it, and nobody stays signed in by the old one', async () => {
    const ada = await signIn(server.url, 'register', { name: 'Ada', password: GOOD_PASSWORD });
    const newPassword = `${GOOD_PASSWORD}, anew`;
    const wrong = { password: 'a guess, no more', newPassword };
    await assertRefused(await askAccounts(server.url, 'password', wrong, ada.accessToken), HTTP_ERRORS.wrongPassword);
    const right = { password: GOOD_PASSWORD, newPassword };
    await assertRefused(await askAccounts(server.url, 'password', right), HTTP_ERRORS.badToken);
    const changed = await signIn(server.url, 'password', right, ada.accessToken);
    assert.deepEqual(changed.player, ada.player);
    await assertRefused(await me(ada.accessToken), HTTP_ERRORS.badToken);
    assert.equal((await me(changed.accessToken)).status, 200);
    await signIn(server.url, 'login', { name: 'Ada', password: newPassword });
  });

  it('register under a name that nobody else has', async () => {
    await signIn(server.url, 'register', { name: 'Ada', password: GOOD_PASSWORD });
    const again = await askAccounts(server.url, 'register', { name: 'A D A', password: GOOD_PASSWORD });
    await assertRefused(again, HTTP_ERRORS.nameTaken);
  });

  it('give a name that two ask for in the same moment to one, and tell the other that it is taken', async () => {
    const guests = await Promise.all(['Ada', 'Bo'].map((name) => signInAsGuest(server.url, name)));
    const claims = await Promise.all(
      guests.map(({ accessToken }) =>
        askAccounts(server.url, 'claim', { name: 'Carl', password: GOOD_PASSWORD }, accessToken),
      ),
    );
    assert.deepEqual(new Set(claims.map(({ status }) => status)), new Set([200, 409]));
    await assertRefused(
      claims.find(({ status }) => status === 409)!,
      HTTP_ERRORS.nameTaken,
    );
    const wish = { name: 'Dora', password: GOOD_PASSWORD };
    const registrations = await Promise.all([1, 2].map(() => askAccounts(server.url, 'register', wish)));
    assert.deepEqual(new Set(registrations.map(({ status }) => status)), new Set([201, 409]));
  });

  it('take no key that a player may not set', async () => {
    const credentials = { name: 'Ada', password: GOOD_PASSWORD };
    for (const extra of [
      { rating: 9999 },
      { isAdmin: true },
      { role: 'moderator' },
      { kind: 'account' },
      { id: 'x' },
    ]) {
      await assertRefused(
        await askAccounts(server.url, 'register', { ...credentials, ...extra }),
        HTTP_ERRORS.badRequest,
      );
      await assertRefused(await askAccounts(server.url, 'guest', { name: 'Ada', ...extra }), HTTP_ERRORS.badRequest);
    }
    for (const body of [{}, { name: 7, password: GOOD_PASSWORD }, { name: 'Ada' }, { name: ['Ada'], password: {} }]) {
      await assertRefused(await askAccounts(server.url, 'register', body), HTTP_ERRORS.badRequest);
    }
    for (const path of ['refresh', 'logout', 'claim', 'login']) {
      const body = { refreshToken: 'x', playerId: 'of another' };
      await assertRefused(await askAccounts(server.url, path, body), HTTP_ERRORS.badRequest);
    }
    const rows = await database().db.selectFrom('players').selectAll().execute();
    assert.deepEqual(rows, []);
  });

  it('do nothing for a form of another site', async () => {
    const form = await fetch(`${server.url}/api/auth/guest`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
      body: 'name=Ada',
    });
    assert.ok(form.status >= 400 && form.status < 500, `${form.status}`);
    const plain = await fetch(`${server.url}/api/auth/guest`, { method: 'POST', body: '{"name":"Ada"}' });
    await assertRefused(plain, HTTP_ERRORS.notJson);
    assert.deepEqual(await database().db.selectFrom('players').selectAll().execute(), []);
  });

  it('say of a token that is none what to do', async () => {
    await assertRefused(await me('forged'), HTTP_ERRORS.badToken);
    await assertRefused(await fetch(`${server.url}/api/me`), HTTP_ERRORS.badToken);
    await assertRefused(await askAccounts(server.url, 'claim', { password: GOOD_PASSWORD }), HTTP_ERRORS.badToken);
  });
});

describe('Whoever signs in while Postgres is away', () => {
  let postgres: PostgresServer;
  let server: LocalServer;

  beforeEach(async () => {
    postgres = await PostgresServer.start();
    server = await startLocalServer({ BOTS: '0', DATABASE_URL: postgres.url });
  });

  afterEach(async () => {
    await server.stop();
    await postgres.stop();
  });

  it('is told that it is the players who cannot be looked up, and is let in when it is back', async () => {
    const ada = await signIn(server.url, 'register', { name: 'Ada', password: GOOD_PASSWORD });
    await postgres.goAway();
    const { refreshToken, accessToken } = ada;
    const asked: readonly (readonly [string, object])[] = [
      ['guest', { name: 'Bo' }],
      ['register', { name: 'Bo', password: GOOD_PASSWORD }],
      ['login', { name: 'Ada', password: GOOD_PASSWORD }],
      ['refresh', { refreshToken }],
      ['logout', { refreshToken }],
      ['password', { password: GOOD_PASSWORD, newPassword: `${GOOD_PASSWORD}, anew` }],
    ];
    for (const [path, body] of asked)
      await assertRefused(await askAccounts(server.url, path, body, accessToken), HTTP_ERRORS.accountsAway);
    await postgres.comeBack();
    assert.equal((await signIn(server.url, 'refresh', { refreshToken })).player.name, 'Ada');
  });
});

describe('Whoever guesses', () => {
  let server: LocalServer;

  beforeEach(async () => {
    server = await startLocalServer({ BOTS: '0' });
    await signIn(server.url, 'register', { name: 'Ada', password: GOOD_PASSWORD });
  });

  afterEach(() => server.stop());

  it('a password has ten tries, and is told how long to wait then', async () => {
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let i = 0; i < LIMITS.password.points + 3; i++) {
      last = await askAccounts(server.url, 'login', {
        name: i % 2 === 0 ? 'Ada' : 'A D A',
        password: `guess no. ${i}`,
      });
      statuses.push(last.status);
    }
    assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 401), 429, 429, 429]);
    const seconds = Number(last!.headers.get('retry-after'));
    assert.ok(seconds > 0 && seconds <= LIMITS.password.seconds, `${seconds}`);
    await assertRefused(last!, HTTP_ERRORS.tooManyTries);
    const right = await askAccounts(server.url, 'login', { name: 'Ada', password: GOOD_PASSWORD });
    assert.equal(right.status, 429);
  });

  it('and then knows has all tries again', async () => {
    for (let i = 0; i < LIMITS.password.points - 1; i++)
      await askAccounts(server.url, 'login', { name: 'Ada', password: `guess no. ${i}` });
    await signIn(server.url, 'login', { name: 'Ada', password: GOOD_PASSWORD });
    const wrong = await askAccounts(server.url, 'login', { name: 'Ada', password: 'guess no. 11' });
    assert.equal(wrong.status, HTTP_ERRORS.wrongLogin.code);
  });

  it('has no more tries by spelling a name in other ways', async () => {
    const statuses: number[] = [];
    for (let i = 0; i <= LIMITS.password.points; i++) {
      // A letter that is drawn as nothing.
      const name = `Ada${'\u3164'.repeat(i)}`;
      statuses.push((await askAccounts(server.url, 'login', { name, password: `guess no. ${i}` })).status);
    }
    assert.deepEqual(statuses, [...Array.from({ length: LIMITS.password.points }, () => 401), 429]);
  });

  it('names is stopped as well, and a thousand tries are no work for the server', async () => {
    const statuses = new Map<number, number>();
    for (let i = 0; i < 1000; i++) {
      const { status } = await askAccounts(server.url, 'login', { name: `Ada ${i}`, password: 'the same password' });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    assert.deepEqual(
      [...statuses],
      [
        [401, LIMITS.login.points],
        [429, 1000 - LIMITS.login.points],
      ],
    );
  }).timeout(60_000);
});
