import assert from 'node:assert/strict';
import type { Identity } from '../../../server/accounts/AccessTokens.ts';
import { BanStore } from '../../../server/accounts/BanStore.ts';
import { LoginStore, type Exchange, type Login } from '../../../server/accounts/LoginStore.ts';
import { PlayerStore } from '../../../server/accounts/PlayerStore.ts';
import { beginLogin } from '../../support/accounts.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';

const NOW_MS = 1_796_000_000_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ATTEMPT = 'a secret of its own';

eachDatabase('A login', (database) => {
  let logins: LoginStore;
  let ada: string;
  let login: Login;

  beforeEach(async () => {
    const { db } = database();
    logins = new LoginStore(db);
    ({ playerId: ada } = await new PlayerStore(db).addGuest('Ada', NOW_MS));
    login = await beginLogin(logins, ada, NOW_MS);
  });

  async function exchange(
    refreshToken: string,
    nowMs: number,
    attempt?: string,
  ): Promise<Exchange & { kind: 'renewed' }> {
    const exchanged = await logins.exchange(refreshToken, nowMs, attempt);
    assert.equal(exchanged.kind, 'renewed');
    return exchanged as Exchange & { kind: 'renewed' };
  }

  async function tidyUp(nowMs: number): Promise<void> {
    await logins.tidyTokens('', nowMs);
    await logins.tidyLogins('', nowMs);
  }

  it('goes on from token to token, each another one and used once', async () => {
    let token = login.refreshToken;
    const seen = new Set([token]);
    for (let minutes = 14; minutes < 70; minutes += 14) {
      const next = await exchange(token, NOW_MS + minutes * MINUTE_MS);
      assert.deepEqual([next.loginId, next.playerId], [login.loginId, ada]);
      token = next.refreshToken;
      seen.add(token);
    }
    assert.equal(seen.size, 5);
    for (const each of seen) assert.ok(Buffer.from(each, 'base64url').length >= 32);
  });

  it('has one token that counts also when it is carried on in two ways in the same moment', async () => {
    for (let times = 0; times < 20; times++) {
      const { loginId, refreshToken } = await beginLogin(logins, ada, NOW_MS);
      const [exchanged] = await Promise.all([
        logins.exchange(refreshToken, NOW_MS),
        logins.renew(loginId, NOW_MS, async () => true),
      ]);
      if (exchanged.kind === 'renewed')
        assert.notEqual((await logins.exchange(exchanged.refreshToken, NOW_MS)).kind, 'renewed');
    }
  });

  it('ends when a token comes a second time, for whoever has the newer one as well', async () => {
    const next = await exchange(login.refreshToken, NOW_MS);
    const later = await exchange(next.refreshToken, NOW_MS + 14 * MINUTE_MS);
    const stolen = await logins.exchange(login.refreshToken, NOW_MS + 15 * MINUTE_MS);
    assert.deepEqual(stolen, { kind: 'stolen', loginId: login.loginId, playerId: ada });
    for (const token of [later.refreshToken, next.refreshToken, login.refreshToken])
      assert.deepEqual(await logins.exchange(token, NOW_MS + 16 * MINUTE_MS), { kind: 'unknown' });
  });

  it('ends at once when a token is repeated by who does not know with what attempt it was used', async () => {
    const uses: readonly (readonly [first: string | undefined, second: string | undefined])[] = [
      [undefined, undefined],
      [undefined, ATTEMPT],
      [ATTEMPT, undefined],
      [ATTEMPT, 'of somebody else'],
    ];
    for (const [first, second] of uses) {
      const { refreshToken } = await beginLogin(logins, ada, NOW_MS);
      const next = await exchange(refreshToken, NOW_MS, first);
      assert.equal((await logins.exchange(refreshToken, NOW_MS + 1, second)).kind, 'stolen');
      assert.equal((await logins.exchange(next.refreshToken, NOW_MS + 2)).kind, 'unknown');
    }
  });

  it('outlives an answer that was lost: who used a token may show it again, soon, as long as nobody used its successor', async () => {
    await exchange(login.refreshToken, NOW_MS, ATTEMPT);
    const again = await exchange(login.refreshToken, NOW_MS + 10_000, ATTEMPT);
    await exchange(again.refreshToken, NOW_MS + 14 * MINUTE_MS);
  });

  it('never has two tokens that count: whoever holds the one that was struck out gives the theft away', async () => {
    const [owner, thief] = [
      await exchange(login.refreshToken, NOW_MS, ATTEMPT),
      await exchange(login.refreshToken, NOW_MS + 10_000, ATTEMPT),
    ];
    await tidyUp(NOW_MS + 10_500);
    // Even at once, when the one that took its place has not been used yet.
    assert.equal((await logins.exchange(owner.refreshToken, NOW_MS + 11_000)).kind, 'stolen');
    assert.equal((await logins.exchange(thief.refreshToken, NOW_MS + 12_000)).kind, 'unknown');
  });

  it('ends when a token is repeated later, or after its successor was used', async () => {
    const late = await beginLogin(logins, ada, NOW_MS);
    await exchange(late.refreshToken, NOW_MS, ATTEMPT);
    assert.equal((await logins.exchange(late.refreshToken, NOW_MS + 31_000, ATTEMPT)).kind, 'stolen');
    const next = await exchange(login.refreshToken, NOW_MS, ATTEMPT);
    await exchange(next.refreshToken, NOW_MS + 1000);
    assert.equal((await logins.exchange(login.refreshToken, NOW_MS + 2000, ATTEMPT)).kind, 'stolen');
  });

  it('of two who exchange the same token in the same moment never gives both one that counts', async () => {
    const both = await Promise.all([1, 2].map(() => logins.exchange(login.refreshToken, NOW_MS, ATTEMPT)));
    const tokens = both.flatMap((each) => (each.kind === 'renewed' ? [each.refreshToken] : []));
    const good = [];
    for (const token of tokens) good.push((await logins.exchange(token, NOW_MS + 40_000)).kind);
    assert.ok(good.filter((kind) => kind === 'renewed').length <= 1, good.join());
  });

  it('ends by itself when nobody came back for 90 days', async () => {
    assert.equal((await logins.exchange(login.refreshToken, NOW_MS + 90 * DAY_MS)).kind, 'unknown');
    const other = await beginLogin(logins, ada, NOW_MS);
    const next = await exchange(other.refreshToken, NOW_MS + 89 * DAY_MS);
    await exchange(next.refreshToken, NOW_MS + 178 * DAY_MS);
  });

  it('ends on signing out, and other logins of the same player do not', async () => {
    const other = await beginLogin(logins, ada, NOW_MS);
    assert.deepEqual(await logins.end(login.refreshToken, NOW_MS), { loginId: login.loginId, playerId: ada });
    assert.equal(await logins.end(login.refreshToken, NOW_MS), undefined);
    assert.equal((await logins.exchange(login.refreshToken, NOW_MS)).kind, 'unknown');
    await exchange(other.refreshToken, NOW_MS);
  });

  it('knows nothing of tokens that were never given out', async () => {
    for (const token of ['', 'x', `${login.refreshToken}A`, "' or 1=1 --"])
      assert.deepEqual(await logins.exchange(token, NOW_MS), { kind: 'unknown' });
  });

  it('is kept as a hash: who reads the database can sign in as nobody', async () => {
    const rows = await database().db.selectFrom('refresh_tokens').selectAll().execute();
    assert.equal(rows.length, 1);
    assert.ok(!JSON.stringify(rows).includes(login.refreshToken));
    assert.equal((await logins.exchange(rows[0]!.hash, NOW_MS)).kind, 'unknown');
  });

  it('that has ended, or whose player is banned, is found among those who are here, whoever has heard of it', async () => {
    const bans = new BanStore(database().db);
    const others = [await beginLogin(logins, ada, NOW_MS), await beginLogin(logins, ada, NOW_MS)];
    const people: Identity[] = [login, ...others].map(({ loginId }) => ({
      playerId: ada,
      name: 'Ada',
      kind: 'guest',
      loginId,
      tokenVersion: 0,
    }));
    assert.deepEqual(await logins.findRevoked(people), []);
    await logins.end(login.refreshToken, NOW_MS);
    assert.deepEqual(await logins.findRevoked(people), [people[0]]);
    assert.equal(await bans.add({ playerId: ada, reason: 'spam', bannedBy: 'host' }, NOW_MS), 1);
    assert.deepEqual(await logins.findRevoked(people), people);
    assert.deepEqual(await logins.findRevoked([]), []);
  });

  it('leaves nothing behind once nobody can come back with it', async () => {
    const { db } = database();
    const next = await exchange(login.refreshToken, NOW_MS);
    await tidyUp(NOW_MS + 8 * DAY_MS);
    assert.equal((await db.selectFrom('refresh_tokens').selectAll().execute()).length, 1);
    await exchange(next.refreshToken, NOW_MS + 9 * DAY_MS);
    await tidyUp(NOW_MS + 200 * DAY_MS);
    assert.deepEqual(await db.selectFrom('refresh_tokens').selectAll().execute(), []);
    assert.deepEqual(await db.selectFrom('sessions').selectAll().execute(), []);
  });
});
