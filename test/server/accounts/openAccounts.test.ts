import assert from 'node:assert/strict';
import { KnownAddresses } from '../../../server/accounts/KnownAddresses.ts';
import { LoginStore } from '../../../server/accounts/LoginStore.ts';
import { openAccounts } from '../../../server/accounts/openAccounts.ts';
import { PlayerStore } from '../../../server/accounts/PlayerStore.ts';
import { createLogger } from '../../../server/infra/logger.ts';
import { ResultStore } from '../../../server/persistence/ResultStore.ts';
import { beginLogin } from '../../support/accounts.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { HandClock } from '../../support/HandClock.ts';
import { sampleResult } from '../../support/sampleResults.ts';
import { until } from '../../support/until.ts';

const SECRET = 'k3Vn7Qw1Zb5Xc9Lm2Rt6Yp0Hs4Jd8Fgh';
const LONG_AGO_MS = Date.UTC(2020, 0, 1);

eachDatabase('The accounts of a server that runs on', (database) => {
  it('lose what nobody comes back for: guests, logins, addresses and matches that broke off long ago', async () => {
    const { db } = database();
    const players = new PlayerStore(db);
    const logins = new LoginStore(db);
    const credentials = { name: 'Ada', nameKey: 'ada', passwordHash: 'of a password' };
    const ada = (await players.addAccount(credentials, LONG_AGO_MS))!;
    const guest = await players.addGuest('Bo', LONG_AGO_MS);
    for (const { playerId } of [ada, guest]) await beginLogin(logins, playerId, LONG_AGO_MS);
    await new KnownAddresses(db, { secret: SECRET }, () => LONG_AGO_MS).add({ id: ada.playerId, name: 'Ada' }, 'home');
    const { players: _players, endedAtMs: _end, ticks: _ticks, ...claim } = sampleResult();
    await new ResultStore(db).claim({ ...claim, startedAtMs: LONG_AGO_MS });
    const clock = new HandClock();
    const config = { jwtSecret: SECRET, jwtSecretPrevious: undefined, dataDir: '' };
    const words = { isClean: () => true };
    const opened = openAccounts({ config, db, log: createLogger('silent'), words, clock });
    const nobody = { subscribe: () => undefined, unsubscribe: () => undefined, publish: () => undefined };
    await opened.start(nobody);
    const left = async () =>
      Promise.all(
        (['players', 'sessions', 'refresh_tokens', 'known_addresses', 'matches'] as const).map(
          async (table) => (await db.selectFrom(table).selectAll().execute()).length,
        ),
      );
    assert.deepEqual(await left(), [2, 2, 2, 1, 1]);
    await until(async () => {
      clock.runTo(clock.nowMs() + 60_000);
      return (await left()).join() === '1,0,0,0,0';
    });
    await opened.stop();
  });
});
