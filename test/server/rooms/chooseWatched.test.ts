import assert from 'node:assert/strict';
import { chooseWatched } from '../../../server/rooms/chooseWatched.ts';

const player = (id: string, score: number, bot = false) => ({ id, score, bot });

describe('Who watches a match and has not chosen whom', () => {
  it('watches people before bots, and the best of them', () => {
    assert.equal(chooseWatched([player('bot-1', 9, true), player('ada', 1), player('bob', 4)]), 'bob');
    assert.equal(chooseWatched([player('ada', -2), player('bot-1', 9, true)]), 'ada');
  });

  it('watches the best bot where only bots are', () => {
    assert.equal(chooseWatched([player('bot-1', 2, true), player('bot-2', 5, true)]), 'bot-2');
  });

  it('watches nobody where nobody is', () => {
    assert.equal(chooseWatched([]), undefined);
  });
});
