import assert from 'node:assert/strict';
import { wallPieces } from '../../../client/render/wallPieces.ts';
import { TILE_UNITS } from '../../../shared/map/ArenaMap.ts';
import { sketchMap } from '../../support/sketchMap.ts';

const map = sketchMap('sketch', ['######', '#....#', '#.##.#', '#.#..#', '#....#', '######']);

describe('how walls are drawn', () => {
  it('every wall tile has a top, and no floor tile is covered by one', () => {
    const area = wallPieces(map).tops.reduce((sum, { width, height }) => sum + width * height, 0);
    const tiles = map.walls.reduce((sum, wall) => sum + wall, 0);
    assert.equal(area, tiles * TILE_UNITS ** 2);
  });

  it('a front face hangs below a wall exactly where floor lies to its south', () => {
    const fronts = wallPieces(map).fronts.map(({ x, y, width }) => [x, Math.floor(y / TILE_UNITS), width]);
    const below = (row: number, column: number, columns: number): number[] => [
      column * TILE_UNITS,
      row,
      columns * TILE_UNITS,
    ];
    assert.deepEqual(fronts, [below(1, 1, 4), below(3, 3, 1), below(4, 2, 1)]);
  });

  it('an outline runs round the walls and never across a joint between two of their tiles', () => {
    const length = wallPieces(map).edges.reduce((sum, { width, height }) => sum + Math.max(width, height), 0);
    // The room's inside is 4 tiles a side; the L of three tiles within has an outline of 8.
    assert.equal(length, (16 + 8) * TILE_UNITS);
  });
});
