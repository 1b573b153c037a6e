import assert from 'node:assert/strict';
import { nextWatched } from '../../../client/net/nextWatched.ts';

describe('Who goes on to watch the next player', () => {
  it('goes through all of them in the order they came, and then begins again', () => {
    const players = ['b', 'c', 'a'];
    assert.equal(nextWatched(players, 'b'), 'c');
    assert.equal(nextWatched(players, 'c'), 'a');
    assert.equal(nextWatched(players, 'a'), 'b');
  });

  it('begins with the first when the player has left, and nowhere when all have', () => {
    assert.equal(nextWatched(['b', 'c'], 'gone'), 'b');
    assert.equal(nextWatched([], 'gone'), undefined);
  });
});
