import assert from 'node:assert/strict';
import { readAddress } from '../../../client/records/readAddress.ts';

describe('the address of a record', () => {
  it('names a leaderboard and its mode, and the first one when it names none that is ranked', () => {
    assert.deepEqual(readAddress('/leaderboard', '?mode=duel'), { page: 'leaderboard', mode: 'duel' });
    assert.deepEqual(readAddress('/leaderboard/', ''), { page: 'leaderboard', mode: 'duel' });
    assert.deepEqual(readAddress('/leaderboard', '?mode=teamDeathmatch'), {
      page: 'leaderboard',
      mode: 'teamDeathmatch',
    });
    assert.deepEqual(readAddress('/leaderboard', '?mode=chess'), { page: 'leaderboard', mode: 'duel' });
  });

  it('names a player or a match by id', () => {
    assert.deepEqual(readAddress('/players/5d1c', ''), { page: 'player', id: '5d1c' });
    assert.deepEqual(readAddress('/matches/77ab/', ''), { page: 'match', id: '77ab' });
  });

  it('may lead nowhere', () => {
    for (const path of ['/', '/players', '/players/', '/players/a/b', '/leaderboard/duel', '/weapons/x']) {
      assert.deepEqual(readAddress(path, ''), { page: 'unknown' }, path);
    }
  });
});
