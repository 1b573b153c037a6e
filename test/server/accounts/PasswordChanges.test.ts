import assert from 'node:assert/strict';
import { AccessTokens } from '../../../server/accounts/AccessTokens.ts';
import type { Revocation } from '../../../server/accounts/LivePeople.ts';
import { LoginStore } from '../../../server/accounts/LoginStore.ts';
import { PasswordChanges } from '../../../server/accounts/PasswordChanges.ts';
import { Passwords } from '../../../server/accounts/Passwords.ts';
import { PlayerStore, type KnownPlayer } from '../../../server/accounts/PlayerStore.ts';
import { RESET_SECONDS, ResetTokens } from '../../../server/accounts/ResetTokens.ts';
import { HTTP_ERRORS, type ErrorRow } from '../../../server/errors.ts';
import { beginLogin } from '../../support/accounts.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';

const SECRETS = { secret: 'k3Vn7Qw1Zb5Xc9Lm2Rt6Yp0Hs4Jd8Fgh' };
const PASSWORD = 'a horse, a stapler';
const NEW_PASSWORD = 'a battery, correct';

const is = ({ code, message }: ErrorRow) => ({ name: 'ServerError', code, message });

eachDatabase('A password', (database) => {
  let players: PlayerStore;
  let logins: LoginStore;
  let changes: PasswordChanges;
  let passwords: Passwords;
  let revoked: Revocation[];
  let nowMs: number;
  let ada: KnownPlayer;

  beforeEach(async () => {
    const { db } = database();
    [revoked, nowMs] = [[], 1_796_000_000_000];
    const read = () => nowMs;
    [players, logins, passwords] = [new PlayerStore(db), new LoginStore(db), new Passwords()];
    changes = new PasswordChanges({
      players,
      passwords,
      resets: new ResetTokens(SECRETS, read),
      people: { revoke: (revocation) => void revoked.push(revocation) },
      nowMs: read,
    });
    const passwordHash = await passwords.hash(PASSWORD);
    ada = (await players.addAccount({ name: 'Ada', nameKey: 'ada', passwordHash }, nowMs))!;
  });

  const opens = async (password: string) =>
    passwords.verify(password, (await players.find(ada.playerId))!.passwordHash ?? undefined);

  const allowReset = async () => (await changes.allowReset('ADA'))!;

  it('is changed by whoever knows it, which ends every login there was', async () => {
    const login = await beginLogin(logins, ada.playerId, nowMs);
    const changed = await changes.change(ada.playerId, { password: PASSWORD, newPassword: NEW_PASSWORD });
    assert.deepEqual([await opens(NEW_PASSWORD), await opens(PASSWORD)], [true, false]);
    assert.equal(changed.tokenVersion, 1);
    assert.equal((await logins.exchange(login.refreshToken, nowMs)).kind, 'unknown');
    assert.deepEqual(revoked, [{ playerId: ada.playerId, tokenVersion: 1 }]);
  });

  it('that is changed lets nobody in whose old one was found to be right just before', async () => {
    const change = { password: PASSWORD, newPassword: NEW_PASSWORD };
    await changes.change(ada.playerId, change);
    assert.equal(await logins.beginAs(ada, nowMs), undefined);
  });

  it('that is changed in the same moment ends what began with the old one', async () => {
    for (let version = 0; version < 20; version++) {
      const player = { ...ada, tokenVersion: version };
      const [login] = await Promise.all([logins.beginAs(player, nowMs), players.setPassword(player, 'hash', nowMs)]);
      if (login !== undefined) assert.equal((await logins.exchange(login.refreshToken, nowMs)).kind, 'unknown');
    }
  });

  it('is changed by one of two who do so in the same moment: for the other it is the present one no more', async () => {
    const tries = [1, 2].map((n) =>
      changes.change(ada.playerId, { password: PASSWORD, newPassword: `${NEW_PASSWORD} no. ${n}` }),
    );
    const refused = (await Promise.allSettled(tries)).filter((tried) => tried.status === 'rejected');
    assert.deepEqual(
      refused.map(({ reason }) => (reason as Error).message),
      [HTTP_ERRORS.wrongPassword.message],
    );
  });

  it('stays as it was for whoever does not know it, or wishes for one that is tried first', async () => {
    const change = (password: string, newPassword: string) => changes.change(ada.playerId, { password, newPassword });
    await assert.rejects(change('a guess, no more', NEW_PASSWORD), is(HTTP_ERRORS.wrongPassword));
    await assert.rejects(change(PASSWORD, 'short'), is(HTTP_ERRORS.badPassword));
    const guest = await players.addGuest('Bob', nowMs);
    const wish = { password: '', newPassword: NEW_PASSWORD };
    await assert.rejects(changes.change(guest.playerId, wish), is(HTTP_ERRORS.wrongPassword));
    assert.equal(await opens(PASSWORD), true);
    assert.equal(revoked.length, 0);
  });

  it('that was lost is set anew once, and every login of before is over', async () => {
    const login = await beginLogin(logins, ada.playerId, nowMs);
    const token = await allowReset();
    await changes.reset(token, NEW_PASSWORD);
    assert.equal(await opens(NEW_PASSWORD), true);
    assert.equal((await logins.exchange(login.refreshToken, nowMs)).kind, 'unknown');
    await assert.rejects(changes.reset(token, 'another, a third one'), is(HTTP_ERRORS.badReset));
    assert.equal(await opens(NEW_PASSWORD), true);
  });

  it('is set by one of two who hold the same way to it, or two ways, in the same moment', async () => {
    const [one, other] = [await allowReset(), await allowReset()];
    const tries = [one, one, other].map((token, i) => changes.reset(token, `${NEW_PASSWORD} no. ${i}`));
    const ended = await Promise.allSettled(tries);
    assert.equal(ended.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('is not set with a way to it that has ended, or that nobody gave', async () => {
    const token = await allowReset();
    const access = await new AccessTokens(SECRETS, () => nowMs).sign({ ...ada, loginId: 'l1' });
    for (const forged of ['', 'x', `${token}x`, access])
      await assert.rejects(changes.reset(forged, NEW_PASSWORD), is(HTTP_ERRORS.badReset));
    nowMs += (RESET_SECONDS + 10) * 1000;
    await assert.rejects(changes.reset(token, NEW_PASSWORD), is(HTTP_ERRORS.badReset));
    assert.equal(await opens(PASSWORD), true);
    assert.ok(RESET_SECONDS <= 15 * 60);
  });

  it('of nobody, or of a guest, cannot be set anew', async () => {
    await players.addGuest('Bob', nowMs);
    assert.equal(await changes.allowReset('Bob'), undefined);
    assert.equal(await changes.allowReset('Carl'), undefined);
  });

  it('signs in with no way to another one', async () => {
    const tokens = new AccessTokens(SECRETS, () => nowMs);
    assert.equal(await tokens.verify(await allowReset()), undefined);
  });
});
