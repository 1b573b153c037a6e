import { INTEREST } from '../defs/interest.ts';
import { clamp, type Vec } from '../math/vec.ts';
import { isWall, TILE_UNITS, type ArenaMap } from './ArenaMap.ts';
import { WidenedSight } from './WidenedSight.ts';

/** How far one is shown things, to every side of the own tile, in tiles. */
const COLUMNS = Math.ceil((INTEREST.screenHalfWidthUnits + INTEREST.marginUnits) / TILE_UNITS);
const ROWS = Math.ceil((INTEREST.screenHalfHeightUnits + INTEREST.marginUnits) / TILE_UNITS);

const WORDS_PER_ROW = Math.ceil((2 * COLUMNS + 1) / 16);
const WORDS_PER_TILE = (2 * ROWS + 1) * WORDS_PER_ROW;

const tables = new WeakMap<ArenaMap, VisibilityTable>();

/**
 * Which tiles of a map may be shown to whom. A tile may be shown to somebody when some part of it is in sight of a place
 * the viewer can reach within `INTEREST.reachUnits`, from wherever in its tile it stands, and
 * in the window of screen and margin. Bodies see from their centre, and walls are never shown.
 */
export class VisibilityTable {
  readonly #map: ArenaMap;
  /** Where the bits of a tile begin; -1 for walls. */
  readonly #starts: Int32Array;
  /** For each floor tile the window around it, row by row, a bit for each column from the left. */
  readonly #bits: Uint16Array;

  private constructor(map: ArenaMap) {
    this.#map = map;
    this.#starts = new Int32Array(map.walls.length);
    let floorTiles = 0;
    map.walls.forEach((wall, tile) => (this.#starts[tile] = wall === 1 ? -1 : floorTiles++ * WORDS_PER_TILE));
    this.#bits = new Uint16Array(floorTiles * WORDS_PER_TILE);
    this.#fill();
  }

  /** The table of a map; made at the first call, kept for as long as the map is. */
  static of(map: ArenaMap): VisibilityTable {
    const known = tables.get(map);
    if (known !== undefined) return known;
    const table = new VisibilityTable(map);
    tables.set(map, table);
    return table;
  }

  /** What the table takes of memory. */
  get bytes(): number {
    return this.#bits.byteLength + this.#starts.byteLength;
  }

  /** Whether somebody in tile `from` may be shown what is in tile `to`; both as `tileIndexAt` counts. */
  sees(from: number, to: number): boolean {
    const start = this.#starts[from]!;
    if (start < 0) return false;
    const width = this.#map.widthTiles;
    const fromRow = (from / width) | 0;
    const toRow = (to / width) | 0;
    const row = toRow - fromRow + ROWS;
    const column = to - toRow * width - (from - fromRow * width) + COLUMNS;
    if (row < 0 || row > 2 * ROWS || column < 0 || column > 2 * COLUMNS) return false;
    return ((this.#bits[start + row * WORDS_PER_ROW + (column >> 4)]! >> (column & 15)) & 1) === 1;
  }

  #fill(): void {
    const map = this.#map;
    const sight = new WidenedSight(map, COLUMNS, ROWS);
    for (let row = 0; row < map.heightTiles; row++) {
      for (let column = 0; column < map.widthTiles; column++) {
        if (isWall(map, column, row)) continue;
        sight.lookFrom(column, row);
        this.#pack(sight.words, this.#starts[row * map.widthTiles + column]!);
      }
    }
  }

  /** Keeps the columns of the window of each row, the leftmost in the lowest bit. */
  #pack(words: Int32Array, start: number): void {
    const shift = 32 - COLUMNS;
    for (let row = 0; row <= 2 * ROWS; row++) {
      const left = words[2 * row]!;
      const right = words[2 * row + 1]! & ((2 << COLUMNS) - 1);
      const low = (left >>> shift) | (right << COLUMNS);
      const high = right >>> shift;
      for (let word = 0; word < WORDS_PER_ROW; word++) {
        this.#bits[start + row * WORDS_PER_ROW + word] = (word < 2 ? low : high) >>> (16 * (word & 1));
      }
    }
  }
}

/** The number of the tile a point lies on, row * widthTiles + column; of the nearest one when it lies outside the map. */
export function tileIndexAt(map: ArenaMap, x: number, y: number): number {
  const column = clamp(Math.floor(x / TILE_UNITS), 0, map.widthTiles - 1);
  const row = clamp(Math.floor(y / TILE_UNITS), 0, map.heightTiles - 1);
  return row * map.widthTiles + column;
}

/**
 * Puts into `tiles` the numbers of all tiles a circle reaches into, or rather the square around it. What has a size is to be
 * looked for in all of them: the edge of a body may be in sight where no part of the tile under its centre is.
 * @param tiles empty, or what was put there before: left as it is while the circle stays in the same tiles
 */
export function coverTiles(map: ArenaMap, { x, y }: Readonly<Vec>, radius: number, tiles: number[]): void {
  const first = tileIndexAt(map, x - radius, y - radius);
  const last = tileIndexAt(map, x + radius, y + radius);
  if (tiles[0] === first && tiles.at(-1) === last) return;
  tiles.length = 0;
  const columns = (last % map.widthTiles) - (first % map.widthTiles);
  for (let row = first; row <= last; row += map.widthTiles) {
    for (let tile = row; tile <= row + columns; tile++) tiles.push(tile);
  }
}
