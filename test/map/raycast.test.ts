import assert from 'node:assert/strict';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { isWall, TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { hasLineOfSight, rayAgainstCircle, raycastWalls, type Ray } from '../../shared/map/raycast.ts';
import { nextFloat } from '../../shared/math/prng.ts';
import { readMap } from '../support/readMap.ts';
import { sketchMap } from '../support/sketchMap.ts';

const RAYS = 400;
const RANGE_UNITS = 900;
const MARCH_UNITS = 0.25;

/** The distance found by walking along the ray in small steps: slow, and plainly right to within a step. */
function march(map: ArenaMap, { x, y, radians }: Ray, range: number): number {
  for (let units = 0; units < range; units += MARCH_UNITS) {
    const column = Math.floor((x + Math.cos(radians) * units) / TILE_UNITS);
    const row = Math.floor((y + Math.sin(radians) * units) / TILE_UNITS);
    if (isWall(map, column, row)) return units;
  }
  return range;
}

describe('raycast', () => {
  for (const id of MAP_IDS) {
    it(`ends shots on ${id} where the walls are`, () => {
      const map = readMap(id);
      const prng = { state: 5 };
      let missedTips = 0;
      for (let n = 0; n < RAYS; n++) {
        const x = nextFloat(prng) * map.widthUnits;
        const y = nextFloat(prng) * map.heightUnits;
        const ray = { x, y, radians: nextFloat(prng) * 2 * Math.PI };
        const exact = raycastWalls(map, ray, RANGE_UNITS);
        const marched = march(map, ray, RANGE_UNITS);
        // Marching may step over the very tip of a corner, never the other way round.
        assert.ok(exact <= marched, `${x},${y} at ${ray.radians}: ${exact}, marched ${marched}`);
        if (exact < marched - MARCH_UNITS) missedTips += 1;
      }
      assert.ok(missedTips <= RAYS / 100, `${missedTips} rays end too early`);
    });
  }

  const room = sketchMap('room', ['#######', '#..#..#', '#.....#', '#######']);

  it('flies straight along the axes and no further than its range', () => {
    assert.equal(raycastWalls(room, { x: 48, y: 80, radians: 0 }, 1000), 192 - 48);
    assert.equal(raycastWalls(room, { x: 48, y: 48, radians: 0 }, 1000), 96 - 48);
    assert.equal(raycastWalls(room, { x: 48, y: 80, radians: 0 }, 100), 100);
    assert.equal(raycastWalls(room, { x: 16, y: 16, radians: 0 }, 100), 0);
  });

  it('sees across open floor and not through a wall, alike from both ends', () => {
    const left = { x: 48, y: 48 };
    const right = { x: 176, y: 48 };
    const below = { x: 112, y: 80 };
    assert.deepEqual([hasLineOfSight(room, left, right), hasLineOfSight(room, right, left)], [false, false]);
    assert.deepEqual([hasLineOfSight(room, left, below), hasLineOfSight(room, below, left)], [true, true]);
    assert.equal(hasLineOfSight(room, left, left), true);
  });

  it('meets a body at its rim, not beside or behind the shooter, and at once from inside', () => {
    const ray = { x: 0, y: 0, radians: 0 };
    assert.equal(rayAgainstCircle(ray, { x: 100, y: 0 }, 14), 86);
    assert.ok(Math.abs(rayAgainstCircle(ray, { x: 100, y: 14 }, 14) - 100) < 1e-9);
    assert.equal(rayAgainstCircle(ray, { x: 100, y: 14.1 }, 14), Infinity);
    assert.equal(rayAgainstCircle(ray, { x: -100, y: 0 }, 14), Infinity);
    assert.equal(rayAgainstCircle(ray, { x: 10, y: 5 }, 14), 0);
  });

  it('ends, whatever it is asked: numbers that are none make no endless flight', () => {
    const map = sketchMap('box', ['###', '#.#', '###']);
    for (const broken of [NaN, Infinity, -Infinity]) {
      for (const ray of [
        { x: broken, y: 48, radians: 0 },
        { x: 48, y: broken, radians: 1 },
        { x: 48, y: 48, radians: broken },
      ]) {
        assert.ok(!(raycastWalls(map, ray, 100) > 100));
      }
    }
  });
});
