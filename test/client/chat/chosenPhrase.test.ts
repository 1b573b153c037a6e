import assert from 'node:assert/strict';
import { chosenPhrase } from '../../../client/chat/chosenPhrase.ts';

describe('The wheel of phrases', () => {
  const at = (x: number, y: number) => chosenPhrase({ x, y }, 8, 24);

  it('has its phrases clockwise from the top', () => {
    assert.deepEqual([at(0, -90), at(90, -90), at(90, 0), at(0, 90), at(-90, 0), at(-90, -90)], [0, 1, 2, 4, 6, 7]);
  });

  it('takes what is nearest, on either side of the top as well', () => {
    assert.deepEqual([at(5, -90), at(-5, -90), at(60, -50)], [0, 0, 1]);
  });

  it('is not pointed at while the hand is near its middle', () => {
    assert.equal(at(10, 10), undefined);
  });
});
