import { INTEREST } from '../defs/interest.ts';
import { isWall, TILE_UNITS, type ArenaMap } from './ArenaMap.ts';

/** A way in steps of eight directions is longer than the straight one, by this factor at the most. */
const STEP_STRETCH = 1 / Math.cos(Math.PI / 8);
/** How long a way may be, in tiles. */
const REACH = (INTEREST.reachUnits * STEP_STRETCH) / TILE_UNITS;

const STRAIGHT_STEP = 0.5;
const DIAGONAL_STEP = Math.SQRT1_2;

/** No tile further away than this many columns or rows is reached. */
export const WALK_TILES = Math.floor(REACH) + 1;

/**
 * Finds the tiles that somebody in a tile can set foot in within `INTEREST.reachUnits`, walking round walls.
 *
 * Places are the points of a grid of half tiles: the centres of tiles, and the middles and corners of their sides. A body,
 * narrower than a tile, can stand on a point when all tiles that meet there are floor; a step from the middle of
 * one side to that of the next is as long as the arc round the corner between them.
 */
export class WalkReach {
  readonly #map: ArenaMap;
  readonly #pointsPerRow: number;
  readonly #free: Uint8Array;
  /** The eight steps, straight ones first: how many points ahead they lead, row by row. */
  readonly #steps: readonly number[];
  // Working memory: the way to each point, the points in the order they were found, the search that last found a tile.
  readonly #way: Float64Array;
  readonly #found: number[] = [];
  readonly #foundIn: Int32Array;
  readonly #tiles: number[] = [];
  #search = 0;

  constructor(map: ArenaMap) {
    this.#map = map;
    this.#pointsPerRow = 2 * map.widthTiles + 1;
    this.#free = findFreePoints(map);
    this.#way = new Float64Array(this.#free.length).fill(Infinity);
    this.#foundIn = new Int32Array(map.walls.length);
    const down = this.#pointsPerRow;
    this.#steps = [-1, 1, -down, down, -down - 1, -down + 1, down - 1, down + 1];
  }

  /** The tiles in reach of a floor tile, itself among them, as row * widthTiles + column; the next call takes the list back. */
  tilesFrom(tile: number): readonly number[] {
    this.#search += 1;
    this.#tiles.length = 0;
    this.#startIn(tile);
    // Whoever finds a shorter way to a point appends it again, and the list grows while it is read.
    for (let next = 0; next < this.#found.length; next++) this.#stepFrom(this.#found[next]!);
    for (const point of this.#found) {
      if (this.#way[point] === Infinity) continue;
      this.#way[point] = Infinity;
      this.#addTilesAt(point);
    }
    this.#found.length = 0;
    return this.#tiles;
  }

  #startIn(tile: number): void {
    const column = tile % this.#map.widthTiles;
    const row = (tile - column) / this.#map.widthTiles;
    for (let y = 2 * row; y <= 2 * row + 2; y++) {
      for (let x = 2 * column; x <= 2 * column + 2; x++) this.#find(y * this.#pointsPerRow + x, 0);
    }
  }

  #stepFrom(point: number): void {
    const way = this.#way[point]!;
    for (let step = 0; step < 8; step++) {
      this.#find(point + this.#steps[step]!, way + (step < 4 ? STRAIGHT_STEP : DIAGONAL_STEP));
    }
  }

  #find(point: number, way: number): void {
    if (way > REACH || this.#free[point] === 0 || way >= this.#way[point]!) return;
    this.#way[point] = way;
    this.#found.push(point);
  }

  #addTilesAt(point: number): void {
    const x = point % this.#pointsPerRow;
    const y = (point - x) / this.#pointsPerRow;
    for (let row = (y - 1) >> 1; row <= y >> 1; row++) {
      for (let column = (x - 1) >> 1; column <= x >> 1; column++) {
        const tile = row * this.#map.widthTiles + column;
        if (this.#foundIn[tile] === this.#search) continue;
        this.#foundIn[tile] = this.#search;
        this.#tiles.push(tile);
      }
    }
  }
}

/** 1 for each point of the grid on which a body can stand; none of those on the edge of the map. */
function findFreePoints(map: ArenaMap): Uint8Array {
  const points = new Uint8Array((2 * map.widthTiles + 1) * (2 * map.heightTiles + 1)).fill(1);
  for (let row = -1; row <= map.heightTiles; row++) {
    for (let column = -1; column <= map.widthTiles; column++) {
      if (isWall(map, column, row)) blockPoints(points, map, column, row);
    }
  }
  return points;
}

function blockPoints(points: Uint8Array, map: ArenaMap, column: number, row: number): void {
  const pointsPerRow = 2 * map.widthTiles + 1;
  const first = Math.max(0, 2 * column);
  const end = Math.min(pointsPerRow, 2 * column + 3);
  for (let y = Math.max(0, 2 * row); y <= Math.min(2 * map.heightTiles, 2 * row + 2); y++) {
    points.fill(0, y * pointsPerRow + first, y * pointsPerRow + end);
  }
}
