import { isWall, type ArenaMap } from './ArenaMap.ts';
import { TileSight } from './TileSight.ts';
import { WALK_TILES, WalkReach } from './WalkReach.ts';

/** Sights are needed from this many rows at a time. */
const KEPT_ROWS = 2 * WALK_TILES + 1;

/**
 * What is seen from somewhere in a tile or from where one walks to from there (`WalkReach`): the sights from all
 * these tiles together.
 */
export class WidenedSight {
  /** What the last look showed, laid out as by `TileSight.look`, for the rows of the window. */
  readonly words: Int32Array;
  readonly #map: ArenaMap;
  readonly #rows: number;
  readonly #sight: TileSight;
  readonly #reach: WalkReach;
  readonly #wordsPerSight: number;
  /** The sights from the tiles of a few rows; each row takes the place of one that is behind. */
  readonly #sights: Int32Array;
  #nextRow = 0;

  /** The window reaches `columns` (28 at the most) and `rows` to every side of the tile one looks from. */
  constructor(map: ArenaMap, columns: number, rows: number) {
    this.#map = map;
    this.#rows = rows;
    this.words = new Int32Array((2 * rows + 1) * 2);
    // Who walks to the right still looks as far to the left.
    this.#sight = new TileSight(map, { columns: columns + WALK_TILES, rows: rows + WALK_TILES });
    this.#reach = new WalkReach(map);
    this.#wordsPerSight = (2 * this.#sight.rows + 1) * 2;
    this.#sights = new Int32Array(KEPT_ROWS * map.widthTiles * this.#wordsPerSight);
  }

  /** Looks from a floor tile. Rows must come in order, from the top of the map. */
  lookFrom(column: number, row: number): void {
    const { widthTiles, heightTiles } = this.#map;
    while (this.#nextRow <= Math.min(row + WALK_TILES, heightTiles - 1)) this.#lookFromRow(this.#nextRow++);
    this.words.fill(0);
    for (const tile of this.#reach.tilesFrom(row * widthTiles + column)) {
      const tileColumn = tile % widthTiles;
      const tileRow = (tile - tileColumn) / widthTiles;
      this.#add(this.#startOf(tileColumn, tileRow), tileColumn - column, tileRow - row);
    }
  }

  #startOf(column: number, row: number): number {
    return ((row % KEPT_ROWS) * this.#map.widthTiles + column) * this.#wordsPerSight;
  }

  #lookFromRow(row: number): void {
    for (let column = 0; column < this.#map.widthTiles; column++) {
      if (!isWall(this.#map, column, row)) this.#sight.look(column, row, this.#sights, this.#startOf(column, row));
    }
  }

  /** Adds the sight from a tile that many columns to the right and rows below. */
  #add(start: number, right: number, below: number): void {
    const { words } = this;
    const sights = this.#sights;
    let from = start + (this.#sight.rows - this.#rows - below) * 2;
    for (let to = 0; to < words.length; to += 2) {
      const low = sights[from]!;
      const high = sights[from + 1]!;
      from += 2;
      // Two words shifted as one; a shift by 32 would be none.
      if (right === 0) {
        words[to]! |= low;
        words[to + 1]! |= high;
      } else if (right > 0) {
        words[to]! |= low << right;
        words[to + 1]! |= (high << right) | (low >>> (32 - right));
      } else {
        words[to]! |= (low >>> -right) | (high << (32 + right));
        words[to + 1]! |= high >>> -right;
      }
    }
  }
}
