import assert from 'node:assert/strict';
import { chooseWatched } from '../../../server/rooms/chooseWatched.ts';

const player = (id: string, score: number) => ({ id, score, bot: false, connected: true });
const away = (id: string, score: number) => ({ ...player(id, score), connected: false });
const bot = (id: string, score: number) => ({ ...player(id, score), bot: true });

describe('Who watches a match and has not chosen whom', () => {
  it('watches people before bots, and the best of them', () => {
    assert.equal(chooseWatched([bot('bot-1', 9), player('ada', 1), player('bob', 4)]), 'bob');
    assert.equal(chooseWatched([player('ada', -2), bot('bot-1', 9)]), 'ada');
  });

  it('watches who is away only where no other person is', () => {
    assert.equal(chooseWatched([away('ada', 9), player('bob', 1)]), 'bob');
    assert.equal(chooseWatched([bot('bot-1', 9), away('ada', 1)]), 'ada');
  });

  it('watches the best bot where only bots are', () => {
    assert.equal(chooseWatched([bot('bot-1', 2), bot('bot-2', 5)]), 'bot-2');
  });

  it('watches nobody where nobody is', () => {
    assert.equal(chooseWatched([]), undefined);
  });
});
