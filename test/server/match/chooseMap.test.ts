import assert from 'node:assert/strict';
import { chooseMap, countVotes, mapsFor } from '../../../server/match/chooseMap.ts';
import { MAP_IDS, type MapId } from '../../../shared/defs/maps.ts';

describe('The next map', () => {
  it('is the one most players voted for', () => {
    const votes = new Map<string, MapId>([
      ['a', 'foundry'],
      ['b', 'crossfire'],
      ['c', 'foundry'],
    ]);
    const counts = countVotes(votes, MAP_IDS);
    assert.deepEqual(counts, { foundry: 2, crossfire: 1 });
    assert.equal(chooseMap(counts, 'foundry', MAP_IDS), 'foundry');
  });

  it('is another one when nobody votes, or votes are even', () => {
    assert.equal(chooseMap({}, 'foundry', MAP_IDS), 'crossfire');
    assert.equal(chooseMap({}, 'crossfire', MAP_IDS), 'foundry');
    assert.equal(chooseMap({ foundry: 1, crossfire: 1 }, 'crossfire', MAP_IDS), 'foundry');
  });

  it('is sprawl only when somebody asks for it, and nothing else has as many votes', () => {
    for (const current of MAP_IDS) assert.notEqual(chooseMap({}, current, MAP_IDS), 'sprawl');
    assert.equal(chooseMap({ sprawl: 1 }, 'crossfire', MAP_IDS), 'sprawl');
    assert.equal(chooseMap({ sprawl: 1, foundry: 1 }, 'crossfire', MAP_IDS), 'foundry');
  });

  it('holds everybody: the others are not to be had, whatever the votes', () => {
    assert.deepEqual(mapsFor('deathmatch', 2), MAP_IDS);
    assert.deepEqual(mapsFor('deathmatch', 11), ['crossfire', 'sprawl']);
    assert.deepEqual(mapsFor('deathmatch', 17), ['sprawl']);
    assert.equal(chooseMap({ foundry: 9 }, 'crossfire', mapsFor('deathmatch', 11)), 'crossfire');
    assert.equal(chooseMap({}, 'sprawl', mapsFor('deathmatch', 17)), 'sprawl');
    assert.deepEqual(countVotes(new Map([['a', 'foundry' as const]]), mapsFor('deathmatch', 11)), {});
  });

  it('is the largest there is when even that is too small', () => {
    assert.deepEqual(mapsFor('deathmatch', 65), ['sprawl']);
  });
});
