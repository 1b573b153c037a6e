import { isWall, TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { mergedWalls } from '../../shared/map/mergedWalls.ts';

/** A filled rectangle, in units. */
export interface Piece {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WallPieces {
  readonly tops: readonly Piece[];
  /** The dark face below every wall that has floor to its south. */
  readonly fronts: readonly Piece[];
  /** A light strip along every northern rim. */
  readonly gleams: readonly Piece[];
  /** The outline, drawn inside the walls. */
  readonly edges: readonly Piece[];
}

export const FRONT_UNITS = 11;
const EDGE_UNITS = 2;
const GLEAM_INSET_UNITS = 5;
const GLEAM_UNITS = 5;

/** Cuts the walls of an arena into the rectangles that give them depth. */
export function wallPieces(map: ArenaMap): WallPieces {
  const tops = mergedWalls(map).map(({ column, row, columns, rows }) => ({
    x: column * TILE_UNITS,
    y: row * TILE_UNITS,
    width: columns * TILE_UNITS,
    height: rows * TILE_UNITS,
  }));
  const north = rimRuns(map, 0, -1);
  const south = rimRuns(map, 0, 1);
  const sides = [...rimRuns(map, -1, 0), ...rimRuns(map, 1, 0)];
  const fronts = south.map(({ x, y, width }) => ({ x, y: y + EDGE_UNITS, width, height: FRONT_UNITS }));
  const gleams = north
    .filter(({ width }) => width > GLEAM_INSET_UNITS * 2)
    .map(({ x, y, width }) => ({
      x: x + GLEAM_INSET_UNITS,
      y: y + GLEAM_INSET_UNITS,
      width: width - GLEAM_INSET_UNITS * 2,
      height: GLEAM_UNITS,
    }));
  return { tops, fronts, gleams, edges: [...north, ...south, ...sides] };
}

/** The thin strips along the wall tiles whose neighbour at (dx, dy) is floor, joined where they adjoin. */
function rimRuns(map: ArenaMap, dx: number, dy: number): Piece[] {
  const along = dy !== 0 ? map.widthTiles : map.heightTiles;
  const across = dy !== 0 ? map.heightTiles : map.widthTiles;
  const runs: Piece[] = [];
  for (let line = 0; line < across; line++) {
    let start = -1;
    for (let step = 0; step <= along; step++) {
      const column = dy !== 0 ? step : line;
      const row = dy !== 0 ? line : step;
      const rim = step < along && isWall(map, column, row) && !isWall(map, column + dx, row + dy);
      if (rim && start < 0) start = step;
      if (rim || start < 0) continue;
      runs.push(dy !== 0 ? levelStrip(start, step, line, dy) : uprightStrip(start, step, line, dx));
      start = -1;
    }
  }
  return runs;
}

function levelStrip(from: number, to: number, row: number, dy: number): Piece {
  const y = dy < 0 ? row * TILE_UNITS : (row + 1) * TILE_UNITS - EDGE_UNITS;
  return { x: from * TILE_UNITS, y, width: (to - from) * TILE_UNITS, height: EDGE_UNITS };
}

function uprightStrip(from: number, to: number, column: number, dx: number): Piece {
  const x = dx < 0 ? column * TILE_UNITS : (column + 1) * TILE_UNITS - EDGE_UNITS;
  return { x, y: from * TILE_UNITS, width: EDGE_UNITS, height: (to - from) * TILE_UNITS };
}
