import assert from 'node:assert/strict';
import { nameKey } from '../../../server/match/nameKey.ts';

const PAIRS: readonly (readonly [string, string])[] = [
  ['Ada', 'ADA'],
  ['Ada', 'Аdа'],
  ['Oscar', 'Οѕсаr'],
  ['Bill', 'BiIl'],
  ['Bill', 'B1||'],
  ['Zoe', 'Z0ë'],
  ['Ada Byron', 'ada_byron'],
  ['Arne', 'Ame'],
  ['Vivian', 'Vivіan'],
  ['Paul', '𝕻aul'],
  ['Ada', 'Ａｄａ'],
];

describe('The key of a name', () => {
  for (const [one, other] of PAIRS) {
    it(`is the same for ${one} and ${other}, which look alike`, () => assert.equal(nameKey(one), nameKey(other)));
  }

  it('tells names apart that look different', () => {
    const names = ['Ada', 'Ida', 'Adam', 'Bob', 'Rob', '李小龍', '李白', '🦊', '🐻', '!!', '??', '2', '3'];
    assert.equal(new Set(names.map(nameKey)).size, names.length);
  });

  it('is never empty', () => {
    for (const name of ['🦊 🦊', '...', '_', '́']) assert.notEqual(nameKey(name), '');
  });
});
