import assert from 'node:assert/strict';
import { MAP_IDS } from '../../shared/defs/maps.ts';
import { mergedWalls } from '../../shared/map/mergedWalls.ts';
import { readMap } from '../support/readMap.ts';
import { sketchMap } from '../support/sketchMap.ts';

describe('merged walls', () => {
  for (const id of MAP_IDS) {
    it(`cover every wall of ${id} once and no floor, with far fewer blocks than tiles`, () => {
      const map = readMap(id);
      const covered = new Uint8Array(map.walls.length);
      const blocks = mergedWalls(map);
      for (const block of blocks) {
        for (let row = block.row; row < block.row + block.rows; row++) {
          for (let column = block.column; column < block.column + block.columns; column++) {
            covered[row * map.widthTiles + column]! += 1;
          }
        }
      }
      assert.deepEqual(covered, map.walls);
      assert.ok(blocks.length < map.walls.filter(Boolean).length / 4, `${blocks.length} blocks`);
    });
  }

  it('keep the longer arm of a bend whole', () => {
    const across = { column: 0, row: 0, columns: 3, rows: 1 };
    assert.deepEqual(mergedWalls(sketchMap('across', ['###', '#..'])), [
      across,
      { column: 0, row: 1, columns: 1, rows: 1 },
    ]);
    const down = { column: 0, row: 0, columns: 1, rows: 3 };
    assert.deepEqual(mergedWalls(sketchMap('down', ['##', '#.', '#.'])), [
      down,
      { column: 1, row: 0, columns: 1, rows: 1 },
    ]);
  });

  it('draw a bar as one block, whichever way it runs', () => {
    const map = sketchMap('bars', ['....', '.##.', '.##.', '...#', '...#']);
    assert.deepEqual(mergedWalls(map), [
      { column: 1, row: 1, columns: 2, rows: 2 },
      { column: 3, row: 3, columns: 1, rows: 2 },
    ]);
  });
});
