import assert from 'node:assert/strict';
import { nextWatched } from '../../../client/net/nextWatched.ts';

const scored = (name: string, score: number) => ({
  name,
  team: 0,
  bot: false,
  connected: true,
  score,
  kills: 0,
  deaths: 0,
});

const PLAYERS = [
  ['a', scored('Ada', 1)],
  ['b', scored('Bob', 7)],
  ['c', scored('Cy', 4)],
] as const;

describe('Who goes on to watch the next player', () => {
  it('goes down the scoreboard, and from its end to its top', () => {
    assert.equal(nextWatched(PLAYERS, 'b'), 'c');
    assert.equal(nextWatched(PLAYERS, 'c'), 'a');
    assert.equal(nextWatched(PLAYERS, 'a'), 'b');
  });

  it('begins at the top when the player has left, and nowhere when all have', () => {
    assert.equal(nextWatched(PLAYERS, 'gone'), 'b');
    assert.equal(nextWatched([], 'gone'), undefined);
  });
});
