import assert from 'node:assert/strict';
import { readFlags } from '../../../client/menu/readFlags.ts';

describe('the address', () => {
  it('chooses quality, name, mode and arena, and plays at once', () => {
    const flags = readFlags('?q=low&name=Ann&mode=duel&map=foundry&invite=7k3qz-m4xwv&party=abcd-1234&play=1&debug=1');
    assert.deepEqual(flags, {
      quality: 'low',
      name: 'Ann',
      mode: 'duel',
      map: 'foundry',
      invite: '7k3qz-m4xwv',
      party: 'abcd-1234',
      debug: true,
      play: true,
      watch: false,
    });
  });

  it('watches at once, with nothing more to say', () => {
    assert.equal(readFlags('?watch').watch, true);
    assert.equal(readFlags('?watch=1&map=foundry').watch, true);
    assert.equal(readFlags('?watch=no').watch, false);
  });

  it('chooses nothing when it asks for what there is not', () => {
    const flags = readFlags('?q=ultra&mode=toString&map=atlantis&play=yes');
    assert.deepEqual(
      [flags.quality, flags.mode ?? flags.map, flags.invite, flags.play],
      [undefined, undefined, undefined, false],
    );
  });
});
