import assert from 'node:assert/strict';
import { killWord } from '../../../client/hud/killWord.ts';

describe('the praise for kills', () => {
  it('grows with kills in a row and stays at the top', () => {
    assert.deepEqual([1, 2, 3, 4, 9].map(killWord), ['Took out', 'Double:', 'Triple:', 'Rampage:', 'Rampage:']);
  });
});
