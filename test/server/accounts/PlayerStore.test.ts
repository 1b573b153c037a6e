import assert from 'node:assert/strict';
import { PlayerStore } from '../../../server/accounts/PlayerStore.ts';
import { HTTP_ERRORS } from '../../../server/errors.ts';
import { eachDatabase } from '../../support/eachDatabase.ts';
import { untilOneWaits } from '../../support/untilOneWaits.ts';

const NOW_MS = 1_796_000_000_000;
const ADA = { name: 'Ada', nameKey: 'ada', passwordHash: 'of a password' };
const BOB = { name: 'Bob', nameKey: 'bob', passwordHash: 'of a password' };

/** Two ways to a name; each gives whether it was got. */
const WAYS = {
  claimed: async (players: PlayerStore, guestId: string) => {
    try {
      return await players.claim(guestId, ADA);
    } catch (error) {
      assert.equal((error as Error).message, HTTP_ERRORS.nameTaken.message);
      return false;
    }
  },
  registered: async (players: PlayerStore) => (await players.addAccount(ADA, NOW_MS)) !== undefined,
};

eachDatabase('A name', (database) => {
  let players: PlayerStore;
  let guests: readonly [string, string];

  beforeEach(async () => {
    players = new PlayerStore(database().db);
    const [ann, ben] = await Promise.all(['Ann', 'Ben'].map((name) => players.addGuest(name, NOW_MS)));
    guests = [ann!.playerId, ben!.playerId];
  });

  for (const [first, getFirst] of Object.entries(WAYS)) {
    for (const [second, getSecond] of Object.entries(WAYS)) {
      it(`that is ${first} is taken for whoever would have it ${second} in the same moment`, async () => {
        const { late } = await database()
          .db.transaction()
          .execute(async (transaction) => {
            assert.ok(await getFirst(new PlayerStore(transaction), guests[0]));
            const asked = getSecond(players, guests[1]);
            await untilOneWaits(database(), transaction);
            return { late: asked };
          });
        assert.equal(await late, false);
        const owners = await database().db.selectFrom('players').select('id').where('name_key', '=', 'ada').execute();
        assert.equal(owners.length, 1);
      });
    }
  }

  it('is no guest’s to claim who has an account already', async () => {
    const [ann] = guests;
    assert.equal(await players.claim(ann, ADA), true);
    assert.equal(await players.claim(ann, BOB), false);
    assert.equal((await players.find(ann))?.name, 'Ada');
  });
});
