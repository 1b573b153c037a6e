import assert from 'node:assert/strict';
import { followBody, VISIBLE_UNITS, zoomFor } from '../../../client/render/cameraView.ts';

describe('the camera', () => {
  it('shows nobody more of the arena than anybody else, whatever the screen', () => {
    for (const [width, height] of [
      [480, 270],
      [1280, 720],
      [3840, 1080],
      [390, 844],
      [5120, 2880],
    ] as const) {
      const zoom = zoomFor(width, height);
      assert.ok(width / zoom <= VISIBLE_UNITS.width + 1e-9, `${width}x${height} sees too wide`);
      assert.ok(height / zoom <= VISIBLE_UNITS.height + 1e-9, `${width}x${height} sees too high`);
    }
  });

  it('leads a little towards where one aims and settles there', () => {
    const camera = { x: 500, y: 500, leadX: 0, leadY: 0 };
    for (let frame = 0; frame < 120; frame++) followBody(camera, { x: 500, y: 500 }, 0, 16);
    assert.ok(camera.x > 530 && camera.x < 600, `x ${camera.x}`);
    assert.ok(Math.abs(camera.y - 500) < 0.01);
  });

  it('follows a running body without delay', () => {
    const camera = { x: 500, y: 500, leadX: 0, leadY: 0 };
    followBody(camera, { x: 500, y: 500 }, 0, 16);
    const before = camera.x - camera.leadX;
    followBody(camera, { x: 540, y: 500 }, 0, 16);
    assert.equal(camera.x - camera.leadX - before, 40);
  });

  it('cuts to a new life instead of flying across the arena', () => {
    const camera = { x: 100, y: 100, leadX: -56, leadY: 0 };
    followBody(camera, { x: 1500, y: 900 }, 0, 16);
    assert.deepEqual(camera, { x: 1556, y: 900, leadX: 56, leadY: 0 });
  });
});
