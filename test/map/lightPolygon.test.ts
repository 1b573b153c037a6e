import assert from 'node:assert/strict';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { computeLightPolygon, type Bounds } from '../../shared/map/lightPolygon.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import { nextFloat, type Prng } from '../../shared/math/prng.ts';
import type { Vec } from '../../shared/math/vec.ts';
import { readMap } from '../support/readMap.ts';
import { sketchMap } from '../support/sketchMap.ts';

const SCREEN = { width: 1280, height: 720 };
const EYES_PER_MAP = 60;
const POINTS_PER_EYE = 60;
/** Points nearer than this to the outline may be judged either way. */
const EDGE_UNITS = 0.1;

function screenAround(eye: Vec): Bounds {
  const { width, height } = SCREEN;
  return { left: eye.x - width / 2, top: eye.y - height / 2, right: eye.x + width / 2, bottom: eye.y + height / 2 };
}

function randomStand(map: ArenaMap, prng: Prng): Vec {
  for (;;) {
    // Eighths, as places travel: eyes are often exactly in line with walls.
    const place = { x: inEighths(nextFloat(prng) * map.widthUnits), y: inEighths(nextFloat(prng) * map.heightUnits) };
    if (!overlapsWall(map, place, MOVEMENT.radiusUnits)) return place;
  }
}

function inEighths(units: number): number {
  return Math.round(units * 8) / 8;
}

/** The corners of an outline with the one that follows each. */
function* edgesOf(outline: readonly number[]): Generator<[number, number, number, number]> {
  for (let i = 0; i < outline.length; i += 2) {
    const next = (i + 2) % outline.length;
    yield [outline[i]!, outline[i + 1]!, outline[next]!, outline[next + 1]!];
  }
}

function isInside(outline: readonly number[], { x, y }: Vec): boolean {
  let inside = false;
  for (const [ax, ay, bx, by] of edgesOf(outline)) {
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

function distanceToOutline(outline: readonly number[], { x, y }: Vec): number {
  let nearest = Infinity;
  for (const [ax, ay, bx, by] of edgesOf(outline)) {
    const squared = (bx - ax) ** 2 + (by - ay) ** 2;
    const share = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared));
    nearest = Math.min(nearest, Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay)));
  }
  return nearest;
}

describe('light polygon', () => {
  for (const id of MAP_IDS) {
    it(`lights on ${id} exactly what is in line of sight`, () => {
      const map = readMap(id);
      const prng = { state: 7 };
      const outline: number[] = [];
      let judged = 0;
      for (let n = 0; n < EYES_PER_MAP; n++) {
        const eye = randomStand(map, prng);
        computeLightPolygon(map, eye, screenAround(eye), outline);
        for (let k = 0; k < POINTS_PER_EYE; k++) {
          const point = {
            x: eye.x + (nextFloat(prng) - 0.5) * SCREEN.width,
            y: eye.y + (nextFloat(prng) - 0.5) * SCREEN.height,
          };
          if (distanceToOutline(outline, point) < EDGE_UNITS) continue;
          judged += 1;
          const told = `from ${eye.x},${eye.y} to ${point.x},${point.y}`;
          assert.equal(isInside(outline, point), hasLineOfSight(map, eye, point), told);
        }
      }
      assert.ok(judged > (EYES_PER_MAP * POINTS_PER_EYE) / 2, `${judged} points judged`);
    });
  }

  it('goes round the eye once, so it never folds over itself', () => {
    const map = readMap('crossfire');
    const prng = { state: 11 };
    for (let n = 0; n < EYES_PER_MAP; n++) {
      const eye = randomStand(map, prng);
      let turned = 0;
      for (const [ax, ay, bx, by] of edgesOf(computeLightPolygon(map, eye, screenAround(eye), []))) {
        const cross = (ax - eye.x) * (by - eye.y) - (ay - eye.y) * (bx - eye.x);
        const dot = (ax - eye.x) * (bx - eye.x) + (ay - eye.y) * (by - eye.y);
        const turn = Math.atan2(cross, dot);
        assert.ok(turn > -1e-6, `turns back by ${turn} at ${ax},${ay} seen from ${eye.x},${eye.y}`);
        turned += turn;
      }
      assert.ok(Math.abs(turned - 2 * Math.PI) < 1e-4, `${turned}`);
    }
  });

  it('looks at no wall beyond the screen, however large the arena', () => {
    const map = readMap('sprawl');
    const read = new Set<string | symbol>();
    const walls = new Proxy(map.walls, {
      get: (tiles, index) => {
        read.add(index);
        return Reflect.get(tiles, index);
      },
    });
    const eye = map.spawns[0]!;
    const screen = screenAround(eye);
    const outline = computeLightPolygon({ ...map, walls }, eye, screen, []);
    assert.ok(outline.length > 0);
    for (const index of read) {
      const x = Math.floor(Number(index) % map.widthTiles) * TILE_UNITS;
      const y = Math.floor(Number(index) / map.widthTiles) * TILE_UNITS;
      const isNear =
        x > screen.left - TILE_UNITS && x < screen.right && y > screen.top - TILE_UNITS && y < screen.bottom;
      assert.ok(isNear, `a tile at ${x},${y} is read`);
    }
  });

  it('has the very corners of a pillar and throws its shadow behind it', () => {
    const map = sketchMap('pillar', ['#######', '#.....#', '#.....#', '#..#..#', '#.....#', '#######']);
    const eye = { x: 1.5 * TILE_UNITS, y: 3.5 * TILE_UNITS };
    const outline = computeLightPolygon(map, eye, { left: 0, top: 0, right: 224, bottom: 192 }, []);
    const places = Array.from(edgesOf(outline), ([x, y]) => `${x},${y}`);
    for (const corner of ['96,96', '96,128', '32,32', '192,32', '32,160']) assert.ok(places.includes(corner));
    assert.equal(isInside(outline, { x: 5 * TILE_UNITS, y: 3.5 * TILE_UNITS }), false);
    assert.equal(isInside(outline, { x: 5 * TILE_UNITS, y: 1.5 * TILE_UNITS }), true);
  });

  it('shows nothing to an eye inside a wall', () => {
    const map = sketchMap('box', ['###', '#.#', '###']);
    assert.deepEqual(
      computeLightPolygon(map, { x: 16, y: 16 }, { left: 0, top: 0, right: 96, bottom: 96 }, [1, 2]),
      [],
    );
  });
});
