import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import {
  actionsWithoutKey,
  bindKey,
  DEFAULT_KEYS,
  describeCode,
  KEY_ACTIONS,
} from '../../../client/settings/keyBindings.ts';
import { WEAPONS } from '../../../shared/defs/weapons.ts';

describe('binding keys', () => {
  it('gives the new key to the action and keeps its last one as second', () => {
    assert.deepEqual(bindKey(DEFAULT_KEYS, 'up', 'KeyZ').up, ['KeyZ', 'KeyW']);
  });

  it('takes a key away from what had it, and tells what is left without one', () => {
    const keys = bindKey(DEFAULT_KEYS, 'dash', 'KeyM');
    assert.deepEqual(actionsWithoutKey(keys), ['mute']);
  });

  it('never takes the keys that open the menu and the debug overlay', () => {
    assert.equal(bindKey(DEFAULT_KEYS, 'fire', 'Escape'), DEFAULT_KEYS);
  });

  it('starts with a key for every action and no key for two', () => {
    const codes = Object.values(DEFAULT_KEYS).flat();
    assert.deepEqual(actionsWithoutKey(DEFAULT_KEYS), []);
    assert.equal(new Set(codes).size, codes.length);
  });

  it('has a number key for every weapon, under its name', () => {
    for (const { number, name } of Object.values(WEAPONS)) {
      const action = `weapon${number}` as keyof typeof KEY_ACTIONS;
      assert.equal(KEY_ACTIONS[action], name);
      assert.deepEqual(DEFAULT_KEYS[action], [`Digit${number}`]);
    }
  });

  it('is told on the first screen up to the key of the last weapon', async () => {
    const page = await readFile(new URL('../../../client/index.html', import.meta.url), 'utf8');
    const [, first, last] = /<kbd>(\d)<\/kbd>–<kbd>(\d)<\/kbd> weapons/.exec(page)!;
    const numbers = Object.values(WEAPONS).map(({ number }) => number);
    assert.deepEqual([Number(first), Number(last)], [Math.min(...numbers), Math.max(...numbers)]);
  });

  it('shows keys the way they are printed', () => {
    assert.deepEqual(['KeyW', 'Digit3', 'ArrowUp', 'Mouse2', 'ShiftLeft'].map(describeCode), [
      'W',
      '3',
      '↑',
      'Right mouse',
      'Shift Left',
    ]);
  });
});
