import assert from 'node:assert/strict';
import { DEAD_ZONE, readGamepad, withoutDeadZone } from '../../../client/input/readGamepad.ts';

describe('a game pad', () => {
  it('lets worn sticks rest: within the dead zone nothing moves', () => {
    assert.deepEqual(withoutDeadZone(DEAD_ZONE * 0.7, -DEAD_ZONE * 0.7), { x: 0, y: 0 });
  });

  it('starts slowly at the edge of the dead zone and reaches full speed at full tilt', () => {
    assert.ok(withoutDeadZone(DEAD_ZONE + 0.01, 0).x < 0.02);
    assert.equal(withoutDeadZone(1, 0).x, 1);
  });

  it('keeps the direction of a tilt beyond the circle within the circle', () => {
    const { x, y } = withoutDeadZone(1, 1);
    assert.ok(Math.abs(Math.hypot(x, y) - 1) < 1e-9);
    assert.ok(Math.abs(x - y) < 1e-9);
  });

  it('fires with a trigger that is pulled halfway, though the browser does not call it pressed', () => {
    const buttons = Array.from({ length: 8 }, (_, index) => ({ pressed: false, value: index === 7 ? 0.5 : 0 }));
    assert.equal(readGamepad({ axes: [], buttons }).fire, true);
  });

  it('rests where a pad has fewer sticks and buttons than others, or tells nonsense', () => {
    const pad = readGamepad({ axes: [Number.NaN, 0], buttons: [] });
    assert.deepEqual([pad.move, pad.look, pad.fire, pad.pause], [{ x: 0, y: 0 }, { x: 0, y: 0 }, false, false]);
  });
});
