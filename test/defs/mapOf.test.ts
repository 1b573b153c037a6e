import assert from 'node:assert/strict';
import { mapOf } from '../../shared/defs/mapOf.ts';

describe('where a mode is played', () => {
  it('is the map that is wished for, or the usual one of a mode that is not played there', () => {
    assert.equal(mapOf('deathmatch', 'sprawl'), 'sprawl');
    assert.equal(mapOf('deathmatch'), 'crossfire');
    assert.equal(mapOf('duel', 'sprawl'), 'foundry');
    assert.equal(mapOf('duel'), 'foundry');
  });
});
