import assert from 'node:assert/strict';
import { chooseMap, countVotes } from '../../../server/match/chooseMap.ts';

describe('The next map', () => {
  it('is the one most players voted for', () => {
    const counts = countVotes(
      new Map([
        ['a', 'foundry'],
        ['b', 'crossfire'],
        ['c', 'foundry'],
      ]),
    );
    assert.deepEqual(counts, { foundry: 2, crossfire: 1 });
    assert.equal(chooseMap(counts, 'foundry'), 'foundry');
  });

  it('is another one when nobody votes, or votes are even', () => {
    assert.equal(chooseMap({}, 'foundry'), 'crossfire');
    assert.equal(chooseMap({}, 'crossfire'), 'foundry');
    assert.equal(chooseMap({ foundry: 1, crossfire: 1 }, 'crossfire'), 'foundry');
  });
});
