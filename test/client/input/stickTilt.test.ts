import assert from 'node:assert/strict';
import { STICK_RADIUS_PX, stickTilt } from '../../../client/input/stickTilt.ts';

describe('a stick on the glass', () => {
  it('rests where the thumb came down', () => {
    assert.deepEqual(stickTilt({ x: 40, y: 60 }, { x: 40, y: 60 }), { x: 0, y: 0 });
  });

  it('tilts half way with the thumb half way out', () => {
    assert.deepEqual(stickTilt({ x: 0, y: 0 }, { x: STICK_RADIUS_PX / 2, y: 0 }), { x: 0.5, y: 0 });
  });

  it('tilts no further however far the thumb slides', () => {
    assert.deepEqual(stickTilt({ x: 0, y: 0 }, { x: 0, y: -400 }), { x: 0, y: -1 });
  });
});
