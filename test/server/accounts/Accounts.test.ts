import assert from 'node:assert/strict';
import { AccessTokens } from '../../../server/accounts/AccessTokens.ts';
import { Accounts } from '../../../server/accounts/Accounts.ts';
import { BanStore } from '../../../server/accounts/BanStore.ts';
import type { Revocation } from '../../../server/accounts/LivePeople.ts';
import { LoginStore } from '../../../server/accounts/LoginStore.ts';
import { Passwords } from '../../../server/accounts/Passwords.ts';
import { PlayerStore } from '../../../server/accounts/PlayerStore.ts';
import { HTTP_ERRORS, type ErrorRow } from '../../../server/errors.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';

const SECRET = 'k3Vn7Qw1Zb5Xc9Lm2Rt6Yp0Hs4Jd8Fgh';
const PASSWORD = 'a horse, a stapler';
const DAY_MS = 86_400_000;

const is = ({ code, message }: ErrorRow) => ({ name: 'ServerError', code, message });

eachDatabase('Accounts', (database) => {
  let accounts: Accounts;
  let passwords: Passwords;
  let revoked: Revocation[];
  let nowMs: number;

  beforeEach(() => {
    const { db } = database();
    revoked = [];
    passwords = new Passwords();
    nowMs = 1_796_000_000_000;
    const read = () => nowMs;
    accounts = new Accounts({
      players: new PlayerStore(db),
      logins: new LoginStore(db),
      bans: new BanStore(db),
      tokens: new AccessTokens({ secret: SECRET }, read),
      passwords,
      people: { revoke: (revocation) => void revoked.push(revocation), isRevoked: () => false },
      words: { isClean: (name) => name !== 'Rude' },
      nowMs: read,
    });
  });

  it('let a guest in with a name, or without', async () => {
    const ada = await accounts.guest('Ada');
    assert.deepEqual([ada.player.name, ada.player.kind, ada.expiresInSeconds], ['Ada', 'guest', 900]);
    assert.deepEqual(await accounts.describe(ada.accessToken), ada.player);
    for (const wish of [undefined, '', '\u200b', 'Rude'])
      assert.match((await accounts.guest(wish)).player.name, /^Guest-\d{4}$/);
  });

  it('let the owner of an account in by name and password, in any spelling of the name', async () => {
    const { player } = await accounts.register('Ada', PASSWORD);
    assert.equal(player.kind, 'account');
    assert.deepEqual((await accounts.login('ADA', PASSWORD)).player, player);
    assert.deepEqual((await accounts.login('  ada ', PASSWORD)).player, player);
  });

  it('let nobody in by a password that is changed while it is compared', async () => {
    const { player } = await accounts.register('Ada', PASSWORD);
    passwords.verify = async (...given) => {
      const isRight = await Passwords.prototype.verify.apply(passwords, given);
      const change = { playerId: player.id, tokenVersion: 0 };
      assert.equal(await new PlayerStore(database().db).setPassword(change, 'another', nowMs), 1);
      return isRight;
    };
    await assert.rejects(accounts.login('Ada', PASSWORD), is(HTTP_ERRORS.wrongLogin));
  });

  it('say the same of a wrong name and of a wrong password', async () => {
    await accounts.register('Ada', PASSWORD);
    await assert.rejects(accounts.login('Ada', `${PASSWORD}!`), is(HTTP_ERRORS.wrongLogin));
    await assert.rejects(accounts.login('Bob', PASSWORD), is(HTTP_ERRORS.wrongLogin));
    const guest = await accounts.guest('Carl');
    await assert.rejects(accounts.login(guest.player.name, ''), is(HTTP_ERRORS.wrongLogin));
  });

  it('never have two names that look alike', async () => {
    await accounts.register('Ada', PASSWORD);
    for (const name of ['ada', 'A d a', '\u0410da', 'Ad\u00e0']) {
      await assert.rejects(accounts.register(name, PASSWORD), is(HTTP_ERRORS.nameTaken), name);
    }
    const both = await Promise.allSettled([accounts.register('Bob', PASSWORD), accounts.register('BOB', PASSWORD)]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  });

  it('let no guest go by the name of an account', async () => {
    await accounts.register('Ada', PASSWORD);
    assert.match((await accounts.guest('ada')).player.name, /^Guest-\d{4}$/);
  });

  it('let no guest go on by a name that has become an account’s', async () => {
    const guest = await accounts.guest('Ada');
    const asBefore = await accounts.refresh(guest.refreshToken);
    assert.deepEqual(asBefore.player, guest.player);
    await accounts.register('Ada', PASSWORD);
    const renamed = await accounts.refresh(asBefore.refreshToken);
    assert.match(renamed.player.name, /^Guest-\d{4}$/);
    assert.deepEqual(await accounts.describe(renamed.accessToken), renamed.player);
  });

  it('take no name that cannot be shown and no password that is tried first', async () => {
    for (const name of ['', ' ', '\u200b\u200b', '\u0007', 'Rude']) {
      await assert.rejects(accounts.register(name, PASSWORD), is(HTTP_ERRORS.badName), JSON.stringify(name));
    }
    const weak = [
      '',
      'short',
      '123456789',
      'aaaaaaaaaaaa',
      'Password123!',
      'qwertyuiop',
      '1234567890',
      'x'.repeat(129),
    ];
    for (const password of [...weak, 'Ada1234567']) {
      await assert.rejects(accounts.register('Ada', password), is(HTTP_ERRORS.badPassword), password);
    }
  });

  it('make a guest the owner of an account who stays the same player, in the same login', async () => {
    const guest = await accounts.guest('Ada');
    const claimed = await accounts.claim(guest.accessToken, { password: PASSWORD });
    assert.deepEqual(claimed.player, { ...guest.player, kind: 'account' });
    const [before, after] = await Promise.all([guest, claimed].map((each) => accounts.identify(each.accessToken)));
    assert.equal(after!.loginId, before!.loginId);
    assert.equal((await accounts.login('Ada', PASSWORD)).player.id, guest.player.id);
    assert.deepEqual(revoked, []);
  });

  it('let what somebody copied from the guest open nothing of the account', async () => {
    const guest = await accounts.guest('Ada');
    const claimed = await accounts.claim(guest.accessToken, { name: 'Ada L', password: PASSWORD });
    assert.equal(claimed.player.name, 'Ada L');
    await assert.rejects(accounts.refresh(guest.refreshToken), is(HTTP_ERRORS.badToken));
  });

  it('are the guest’s or the owner’s, never both, when the database fails on the way from one to the other', async () => {
    const { schema } = database().db;
    const guest = await accounts.guest('Ada');
    await schema.alterTable('refresh_tokens').renameTo('out_of_reach').execute();
    await assert.rejects(accounts.claim(guest.accessToken, { password: PASSWORD }), /refresh_tokens/);
    await schema.alterTable('out_of_reach').renameTo('refresh_tokens').execute();
    assert.deepEqual((await accounts.refresh(guest.refreshToken)).player, guest.player);
    const claimed = await accounts.claim(guest.accessToken, { password: PASSWORD });
    assert.deepEqual(claimed.player, { ...guest.player, kind: 'account' });
  });

  it('leave a name free, and nobody behind, when the database fails before a newcomer is signed in', async () => {
    const { db } = database();
    await db.schema.alterTable('refresh_tokens').renameTo('out_of_reach').execute();
    await assert.rejects(accounts.register('Ada', PASSWORD), /refresh_tokens/);
    await assert.rejects(accounts.guest('Bob'), /refresh_tokens/);
    await db.schema.alterTable('out_of_reach').renameTo('refresh_tokens').execute();
    assert.deepEqual(await db.selectFrom('players').select('name').execute(), []);
    assert.equal((await accounts.register('Ada', PASSWORD)).player.name, 'Ada');
  });

  it('are claimed once, by their guest, under a free name', async () => {
    await accounts.register('Bob', PASSWORD);
    const guest = await accounts.guest('Ada');
    const claim = (name: string) => accounts.claim(guest.accessToken, { name, password: PASSWORD });
    await assert.rejects(claim('b o b'), is(HTTP_ERRORS.nameTaken));
    const { accessToken } = await claim('Ada');
    await assert.rejects(accounts.claim(accessToken, { password: PASSWORD }), is(HTTP_ERRORS.alreadyAccount));
    await assert.rejects(claim('Ada'), is(HTTP_ERRORS.alreadyAccount));
    await assert.rejects(accounts.claim('forged', { password: PASSWORD }), is(HTTP_ERRORS.badToken));
  });

  it('are one guest’s of two who claim the same name in the same moment', async () => {
    const guests = await Promise.all(['Ada', 'Bob'].map((name) => accounts.guest(name)));
    const claims = guests.map(({ accessToken }) => accounts.claim(accessToken, { name: 'Cleo', password: PASSWORD }));
    const refused = (await Promise.allSettled(claims)).filter((claim) => claim.status === 'rejected');
    assert.deepEqual(
      refused.map(({ reason }) => (reason as Error).message),
      [HTTP_ERRORS.nameTaken.message],
    );
    const kinds = await Promise.all(guests.map(async ({ accessToken }) => (await accounts.describe(accessToken)).kind));
    assert.deepEqual(kinds.toSorted(), ['account', 'guest']);
  });

  it('carry a login on, and end it with what is played when a token comes twice', async () => {
    const first = await accounts.guest('Ada');
    nowMs += 600_000;
    const second = await accounts.refresh(first.refreshToken);
    assert.deepEqual(second.player, first.player);
    nowMs += 600_000;
    await assert.rejects(accounts.refresh(first.refreshToken), is(HTTP_ERRORS.badToken));
    const { playerId, loginId } = await accounts.identify(second.accessToken);
    assert.deepEqual(revoked, [{ playerId, loginId }]);
    await assert.rejects(accounts.refresh(second.refreshToken), is(HTTP_ERRORS.badToken));
    await assert.rejects(accounts.admit(second.accessToken), is(HTTP_ERRORS.badToken));
  });

  it('let a guest go by another name from now on, and an account by its own alone', async () => {
    await accounts.register('Bob', PASSWORD);
    const guest = await accounts.guest('Ada');
    const renamed = await accounts.refresh(guest.refreshToken, { name: 'Grace' });
    assert.deepEqual(renamed.player, { ...guest.player, name: 'Grace' });
    assert.deepEqual(await accounts.describe(renamed.accessToken), renamed.player);
    const { refreshToken, player } = await accounts.login('Bob', PASSWORD);
    assert.deepEqual((await accounts.refresh(refreshToken, { name: 'Grace' })).player, player);
    const imitator = await accounts.refresh(renamed.refreshToken, { name: 'B o b' });
    assert.match(imitator.player.name, /^Guest-\d{4}$/);
  });

  it('let nobody in any more who signed out, though their token has not ended', async () => {
    const ada = await accounts.guest('Ada');
    const identity = await accounts.admit(ada.accessToken);
    await accounts.logout(ada.refreshToken);
    assert.deepEqual(revoked, [{ playerId: identity.playerId, loginId: identity.loginId }]);
    await assert.rejects(accounts.admit(ada.accessToken), is(HTTP_ERRORS.badToken));
    await accounts.logout(ada.refreshToken);
    await accounts.logout('of nobody');
    assert.equal(revoked.length, 1);
  });

  it('keep out who is banned until that is over, and give them back who they were', async () => {
    const ada = await accounts.register('Ada', PASSWORD);
    await accounts.ban({
      playerId: ada.player.id,
      reason: 'walks through walls',
      bannedBy: 'host',
      lastsMs: DAY_MS,
    });
    assert.deepEqual(revoked, [{ playerId: ada.player.id, tokenVersion: 1 }]);
    await assert.rejects(accounts.admit(ada.accessToken), is(HTTP_ERRORS.banned));
    await assert.rejects(accounts.login('Ada', PASSWORD), is(HTTP_ERRORS.banned));
    await assert.rejects(accounts.login('Ada', 'another horse'), is(HTTP_ERRORS.wrongLogin));
    nowMs += DAY_MS + 1;
    assert.deepEqual((await accounts.login('Ada', PASSWORD)).player, ada.player);
  });

  it('give a guest who was banned for a while back to themselves', async () => {
    const ada = await accounts.guest('Ada');
    await accounts.ban({ playerId: ada.player.id, reason: 'spam', bannedBy: 'host', lastsMs: DAY_MS });
    await assert.rejects(accounts.refresh(ada.refreshToken), is(HTTP_ERRORS.banned));
    await assert.rejects(accounts.refresh(ada.refreshToken), is(HTTP_ERRORS.banned));
    nowMs += DAY_MS + 1;
    assert.deepEqual((await accounts.refresh(ada.refreshToken)).player, ada.player);
  });

  it('keep a player’s own word for good while the database is away', async () => {
    const ada = await accounts.guest('Ada');
    await database().close();
    assert.equal((await accounts.admit(ada.accessToken)).playerId, ada.player.id);
    await assert.rejects(accounts.admit(`${ada.accessToken}x`), is(HTTP_ERRORS.badToken));
    await assert.rejects(accounts.guest('Bob'));
    await database()
      .open()
      .catch(() => undefined);
  });
});
