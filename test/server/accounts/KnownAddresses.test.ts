import assert from 'node:assert/strict';
import { KnownAddresses } from '../../../server/accounts/KnownAddresses.ts';
import { PlayerStore } from '../../../server/accounts/PlayerStore.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';

const SECRET = 'k3Vn7Qw1Zb5Xc9Lm2Rt6Yp0Hs4Jd8Fgh';
const NEXT_SECRET = 'Hb2Xp8Ls6Vt4Ny0Qd3Zk7Rm1Wf5Jc9Gu';
const DAY_MS = 86_400_000;
const HOME = '198.51.100.7';

eachDatabase('An address from which the owner of an account has signed in', (database) => {
  let known: KnownAddresses;
  let ada: { readonly id: string; readonly name: string };
  let nowMs: number;

  const read = () => nowMs;
  const rows = () => database().db.selectFrom('known_addresses').selectAll().execute();

  beforeEach(async () => {
    const { db } = database();
    nowMs = 1_796_000_000_000;
    known = new KnownAddresses(db, { secret: SECRET }, read);
    const credentials = { name: 'Ada', nameKey: 'ada', passwordHash: 'of a password' };
    const { playerId, name } = (await new PlayerStore(db).addAccount(credentials, nowMs))!;
    ada = { id: playerId, name };
  });

  it('is known in whatever spelling the name comes, and no other address is, and no other account', async () => {
    assert.equal(await known.has('Ada', HOME), false);
    await known.add(ada, HOME);
    for (const name of ['Ada', ' a d a', 'ADA']) assert.ok(await known.has(name, HOME), name);
    assert.equal(await known.has('Ada', '198.51.100.8'), false);
    assert.equal(await known.has('Bob', HOME), false);
  });

  it('is forgotten when nobody signed in from there for 90 days', async () => {
    await known.add(ada, HOME);
    nowMs += 89 * DAY_MS;
    await known.add(ada, HOME);
    nowMs += 89 * DAY_MS;
    assert.ok(await known.has('Ada', HOME));
    nowMs += DAY_MS;
    assert.equal(await known.has('Ada', HOME), false);
  });

  it('is one of ten at most: those of long ago make way', async () => {
    for (let n = 0; n < 12; n++) {
      nowMs += 1;
      await known.add(ada, `203.0.113.${n}`);
    }
    assert.equal((await rows()).length, 10);
    assert.equal(await known.has('Ada', '203.0.113.1'), false);
    assert.ok(await known.has('Ada', '203.0.113.2'));
    assert.ok(await known.has('Ada', '203.0.113.11'));
  });

  it('is told by nothing that is kept of it, not even to who hashes all addresses there are', async () => {
    await known.add(ada, HOME);
    const [row] = await rows();
    assert.ok(!JSON.stringify(row).includes(HOME));
    await new KnownAddresses(database().db, { secret: NEXT_SECRET }, read).add(ada, HOME);
    const hashes = new Set((await rows()).map(({ hash }) => hash));
    assert.equal(hashes.size, 2, 'another key, another hash');
  });

  it('is still known after the secret was changed', async () => {
    await known.add(ada, HOME);
    const { db } = database();
    const secrets = { secret: NEXT_SECRET, previousSecret: SECRET };
    assert.ok(await new KnownAddresses(db, secrets, read).has('Ada', HOME));
    assert.equal(await new KnownAddresses(db, { secret: NEXT_SECRET }, read).has('Ada', HOME), false);
  });
});
