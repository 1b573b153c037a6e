import { isWall, type ArenaMap } from './ArenaMap.ts';

/** The walls of a map as bits, so that a whole stretch of tiles is asked at once. */
export class WallRows {
  readonly #wordsPerRow: number;
  readonly #words: Int32Array;

  /** @param mirrored counts columns from the right edge of the map, to the left */
  constructor(map: ArenaMap, mirrored: boolean) {
    // One word more than the map needs, all wall, so that a stretch may go over the edge.
    this.#wordsPerRow = Math.ceil(map.widthTiles / 32) + 1;
    this.#words = new Int32Array(this.#wordsPerRow * map.heightTiles).fill(-1);
    for (let row = 0; row < map.heightTiles; row++) {
      for (let column = 0; column < map.widthTiles; column++) {
        if (isWall(map, mirrored ? map.widthTiles - 1 - column : column, row)) continue;
        this.#words[row * this.#wordsPerRow + (column >> 5)]! &= ~(1 << (column & 31));
      }
    }
  }

  /** The 32 tiles from a place of the map onwards: bit n tells whether the n-th is wall. */
  read(column: number, row: number): number {
    const word = row * this.#wordsPerRow + (column >> 5);
    const shift = column & 31;
    if (shift === 0) return this.#words[word]!;
    return (this.#words[word]! >>> shift) | (this.#words[word + 1]! << (32 - shift));
  }
}
