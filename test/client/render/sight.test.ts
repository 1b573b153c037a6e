import assert from 'node:assert/strict';
import { fadeSight, seesBody } from '../../../client/render/sight.ts';
import { sketchMap } from '../../support/sketchMap.ts';

const map = sketchMap('sketch', ['#########', '#.......#', '#...#...#', '#...#...#', '#.......#', '#########']);

describe('who is in sight', () => {
  it('someone in the open is seen, someone behind a wall is not', () => {
    const eye = { x: 48, y: 96 };
    assert.equal(seesBody(map, eye, { x: 100, y: 60 }), true);
    assert.equal(seesBody(map, eye, { x: 230, y: 96 }), false);
  });

  it('a shoulder round the corner gives one away', () => {
    const eye = { x: 100, y: 64 };
    const hidden = { x: 200, y: 66 };
    assert.equal(seesBody(map, { x: 100, y: 66 }, hidden), true);
    assert.equal(seesBody(map, eye, { x: 200, y: 120 }), false);
  });

  it('bodies come out of the dark and sink back into it within a few frames, never at once', () => {
    let sight = fadeSight(0, true, 16);
    assert.ok(sight > 0 && sight < 0.5);
    for (let frame = 0; frame < 6; frame++) sight = fadeSight(sight, true, 16);
    assert.equal(sight, 1);
    for (let frame = 0; frame < 6; frame++) sight = fadeSight(sight, false, 16);
    assert.equal(sight, 0);
  });
});
