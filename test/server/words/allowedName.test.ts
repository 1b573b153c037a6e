import assert from 'node:assert/strict';
import { WordFilter } from '../../../server/words/WordFilter.ts';
import { allowedName } from '../../../server/words/allowedName.ts';

describe('A wish for a name', () => {
  const words = new WordFilter({ blocked: [], allowed: [] });

  it('is left alone when nobody minds it', () => {
    for (const wish of ['Ada', '李小龍', undefined, 42]) assert.equal(allowedName(wish, words), wish);
  });

  it('is none when it holds a word nobody should have to read, also with unseen signs between its letters', () => {
    for (const wish of ['Fuck', 'xX fuck Xx', 'f\u200bu\u200bc\u200bk', 'ｆｕｃｋ', 'fυck']) {
      assert.equal(allowedName(wish, words), undefined, wish);
    }
  });

  it('is judged by what would be shown of it', () => {
    assert.equal(allowedName('A quite long one fuck', words), 'A quite long one fuck');
  });
});
