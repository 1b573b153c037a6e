import type { ArenaMap } from './ArenaMap.ts';

/** A rectangle of wall, in tiles. */
export interface WallBlock {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * The walls as few rectangles that cover every wall tile once, in reading order of their upper left corners.
 * Greedy: each block starts at the first tile left over and grows across or down first, whichever covers more.
 */
export function mergedWalls(map: ArenaMap): readonly WallBlock[] {
  const left = Uint8Array.from(map.walls);
  const blocks: WallBlock[] = [];
  for (let index = left.indexOf(1); index >= 0; index = left.indexOf(1, index)) {
    const column = index % map.widthTiles;
    const row = (index - column) / map.widthTiles;
    const block = largerOf(growAcross(map, left, column, row), growDown(map, left, column, row));
    blocks.push(block);
    for (let y = row; y < row + block.rows; y++) {
      left.fill(0, y * map.widthTiles + column, y * map.widthTiles + column + block.columns);
    }
  }
  return blocks;
}

function largerOf(a: WallBlock, b: WallBlock): WallBlock {
  return b.columns * b.rows > a.columns * a.rows ? b : a;
}

function growAcross(map: ArenaMap, left: Uint8Array, column: number, row: number): WallBlock {
  let columns = 1;
  while (isFull(map, left, { column: column + columns, row, columns: 1, rows: 1 })) columns += 1;
  let rows = 1;
  while (isFull(map, left, { column, row: row + rows, columns, rows: 1 })) rows += 1;
  return { column, row, columns, rows };
}

function growDown(map: ArenaMap, left: Uint8Array, column: number, row: number): WallBlock {
  let rows = 1;
  while (isFull(map, left, { column, row: row + rows, columns: 1, rows: 1 })) rows += 1;
  let columns = 1;
  while (isFull(map, left, { column: column + columns, row, columns: 1, rows })) columns += 1;
  return { column, row, columns, rows };
}

/** Whether a block lies on the map and nothing of it is covered yet. */
function isFull(map: ArenaMap, left: Uint8Array, block: WallBlock): boolean {
  if (block.column + block.columns > map.widthTiles || block.row + block.rows > map.heightTiles) return false;
  for (let row = block.row; row < block.row + block.rows; row++) {
    for (let column = block.column; column < block.column + block.columns; column++) {
      if (left[row * map.widthTiles + column] !== 1) return false;
    }
  }
  return true;
}
