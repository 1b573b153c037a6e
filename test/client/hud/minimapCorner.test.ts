import assert from 'node:assert/strict';
import { minimapCorner } from '../../../client/hud/minimapCorner.ts';

const LARGE = { widthUnits: 5120, heightUnits: 4000 };

describe('The minimap', () => {
  it('keeps the player in its middle on an arena larger than it shows', () => {
    assert.deepEqual(minimapCorner(LARGE, { x: 2000, y: 2500 }, 2560), { x: 720, y: 1220 });
  });

  it('shows nothing beyond the arena, wherever the player stands', () => {
    assert.deepEqual(minimapCorner(LARGE, { x: 40, y: 40 }, 2560), { x: 0, y: 0 });
    assert.deepEqual(minimapCorner(LARGE, { x: 5100, y: 3980 }, 2560), { x: 2560, y: 1440 });
  });

  it('shows a small arena whole and never moves it', () => {
    for (const x of [20, 1000, 2000]) {
      assert.deepEqual(minimapCorner({ widthUnits: 2048, heightUnits: 1280 }, { x, y: x / 2 }, 2048), { x: 0, y: 0 });
    }
  });
});
