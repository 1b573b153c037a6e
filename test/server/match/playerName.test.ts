import assert from 'node:assert/strict';
import { distinctName, presentableName } from '../../../server/match/playerName.ts';

describe('The name above an avatar', () => {
  it('is what the player wished for, when that can be shown', () => {
    for (const name of ['Ada', 'Ørsted', '李小龍', 'x_X', '🦊 Fox']) assert.equal(presentableName(name, 1), name);
  });

  it('has no unseen characters: no control codes, zero widths or marks that turn the text around', () => {
    assert.equal(presentableName('A\u200bd\u202ea\u0007\u2066', 1), 'Ada');
    // Marks and letters all the same: a joiner, selectors of variants, vowels that are not written.
    assert.equal(presentableName('A\u034fd\ufe0f\u{e0100}a\u17b4\u180b', 1), 'Ada');
  });

  it('has single spaces, and none at its ends', () => {
    assert.equal(presentableName('  Ada \t\n Lovelace  ', 1), 'Ada Lovelace');
  });

  it('is at most 16 characters long, and no character is cut in half', () => {
    assert.equal(presentableName('🦊'.repeat(40), 1), '🦊'.repeat(16));
  });

  it('cannot be passed off for another by letters that look the same but are coded otherwise', () => {
    assert.equal(presentableName('Ａｄａ', 1), 'Ada');
  });

  it('does not grow over its neighbours by stacked marks', () => {
    assert.ok(presentableName(`Z${'\u0334'.repeat(15)}`, 1).length <= 3);
  });

  it('is Guest with a number when nothing is left to show, or none was sent', () => {
    for (const wish of ['', '   ', '\u200b', '\u3164\u200f', undefined, 42, { name: 'x' }]) {
      assert.equal(presentableName(wish, 123), 'Guest-123', JSON.stringify(wish));
    }
  });

  it('gets a number behind it when somebody bears it already, in any case of letters', () => {
    assert.equal(distinctName('Ada', ['Finch']), 'Ada');
    assert.equal(distinctName('ada', ['Ada', 'ADA 2']), 'ada 3');
  });

  it('gets a number as well when it only looks like that of another', () => {
    assert.equal(distinctName('\u0410d\u0430', ['Ada']), '\u0410d\u0430 2');
    assert.equal(distinctName('Fox_', ['F0x']), 'Fox_ 2');
  });

  it('stays within 16 characters with its number', () => {
    const long = 'A'.repeat(16);
    assert.equal(distinctName(long, [long]), `${'A'.repeat(14)} 2`);
  });
});
