import assert from 'node:assert/strict';
import { wordsOf } from '../../../client/menu/wordsOf.ts';

describe('What a player reads of a failure', () => {
  it('is the words it came with', () => {
    assert.equal(
      wordsOf(new Error('There is no party under this code any more.')),
      'There is no party under this code any more.',
    );
  });

  it("is never a browser's own, with the name of a file in it, when a part of the page is out of reach", () => {
    const failure = new TypeError(
      'Failed to fetch dynamically imported module: http://localhost:2567/assets/party-BSKx.js',
    );
    for (const error of [failure, 'nothing known']) assert.match(wordsOf(error), /reload the page/);
  });
});
