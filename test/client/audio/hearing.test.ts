import assert from 'node:assert/strict';
import { hearFrom } from '../../../client/audio/hearing.ts';

const me = { x: 1000, y: 1000 };

describe('hearing', () => {
  it('a shot to the right is heard on the right, and never in one ear only', () => {
    const right = hearFrom(me, { x: 1900, y: 1000 }, false);
    assert.ok(right.pan > 0.5 && right.pan < 1);
    assert.equal(hearFrom(me, { x: 100, y: 1000 }, false).pan, -right.pan);
  });

  it('what is nearer is louder, and the far end of the map is silent', () => {
    const gains = [50, 300, 800, 1400, 2500].map((away) => hearFrom(me, { x: 1000, y: 1000 + away }, false).gain);
    assert.deepEqual(
      gains,
      [...gains].sort((a, b) => b - a),
    );
    assert.equal(gains[0], 1);
    assert.equal(gains[4], 0);
  });

  it('a wall in between makes a sound dull and quieter', () => {
    const open = hearFrom(me, { x: 1300, y: 1000 }, false);
    const behind = hearFrom(me, { x: 1300, y: 1000 }, true);
    assert.ok(behind.gain < open.gain);
    assert.ok(behind.cutoffHz < open.cutoffHz / 5);
  });
});
