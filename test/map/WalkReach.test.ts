import assert from 'node:assert/strict';
import { INTEREST } from '../../shared/defs/interest.ts';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { tileIndexAt } from '../../shared/map/visibility.ts';
import { WalkReach } from '../../shared/map/WalkReach.ts';
import { readMap } from '../support/readMap.ts';
import { scatterMap } from '../support/scatterMap.ts';
import { sketchMap } from '../support/sketchMap.ts';
import { randomStand, walkAbout } from '../support/walkAbout.ts';

/** Draws which tiles a body in the middle of a sketch of 7×7 tiles reaches in a quarter of a second: `o`. */
function drawReach(...rows: readonly string[]): string[] {
  const map = sketchMap('reach', rows);
  const reached = new Set(new WalkReach(map).tilesFrom(3 * 7 + 3));
  return rows.map((line, row) =>
    line.replace(/./g, (tile, column: number) => (reached.has(row * 7 + column) ? 'o' : tile)),
  );
}

describe('walk reach', () => {
  it('is two tiles to all sides in the open', () => {
    const open = ['.......', '.......', '.......', '.......', '.......', '.......', '.......'];
    assert.deepEqual(drawReach(...open), ['.......', '.ooooo.', '.ooooo.', '.ooooo.', '.ooooo.', '.ooooo.', '.......']);
  });

  it('does not go through a wall, nor between two that touch at their corners', () => {
    const walls = ['...#...', '...#...', '####...', '...S#..', '.#.#...', '.......', '.......'];
    assert.deepEqual(drawReach(...walls), [
      '...#...',
      '...#...',
      '####...',
      '.ooo#..',
      '.#o#...',
      '..o....',
      '.......',
    ]);
  });

  it('goes round a corner, and less far for it', () => {
    const bend = ['#######', '#####.#', '#####.#', '#..S..#', '#####.#', '#####.#', '#######'];
    assert.deepEqual(drawReach(...bend), ['#######', '#####.#', '#####o#', '#ooooo#', '#####o#', '#####.#', '#######']);
  });

  for (const map of [
    ...MAP_IDS.map(readMap),
    scatterMap('maze', { sideTiles: 40, wallShare: 0.4, longestTiles: 2 }, { state: 4 }),
  ]) {
    it(`holds every tile of ${map.id} that somebody walks to`, () => {
      const reach = new WalkReach(map);
      const prng = { state: 6 };
      for (let n = 0; n < 5000; n++) {
        const start = randomStand(map, prng);
        const tiles = reach.tilesFrom(tileIndexAt(map, start.x, start.y));
        for (const { x, y } of walkAbout(map, start, INTEREST.reachUnits, prng)) {
          if (!tiles.includes(tileIndexAt(map, x, y))) assert.fail(`from ${start.x},${start.y} to ${x},${y}`);
        }
      }
    });
  }
});
