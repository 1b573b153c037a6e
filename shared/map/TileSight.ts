import { MOVEMENT } from '../defs/tuning.ts';
import type { Vec } from '../math/vec.ts';
import { isWall, TILE_UNITS, type ArenaMap } from './ArenaMap.ts';
import { WallRows } from './WallRows.ts';

/** The centre of a body stays this far from walls, in tiles. */
const CLEARANCE = MOVEMENT.radiusUnits / TILE_UNITS;
/** What is lit by less than this many tiles is lit by rounding. */
const ROUNDING = 1e-9;

/** A corner that a beam has to pass, and the one it met before. */
interface Post extends Readonly<Vec> {
  readonly before: Post | undefined;
}

/** The border of a beam beyond the last post it touches: where that is, and how many columns it goes over in a row. */
interface Edge extends Readonly<Vec> {
  readonly lean: number;
}

/**
 * All straight lines that pass to the right of one chain of posts and to the left of another. The posts are corners of walls;
 * the first of either chain is the outermost place of the eye on that side.
 */
interface Beam {
  left: Edge;
  right: Edge;
  leftPosts: Post;
  rightPosts: Post;
}

/** A quarter of the directions, upwards to the right: columns and rows are counted from the looking tile, away from it. */
interface Quarter {
  /** Walls of a row as bits, the own column first. */
  readonly walls: Int32Array;
  /** What is seen, as bits. */
  readonly lit: Int32Array;
  /** Rows until the edge of the map. */
  rows: number;
  /** The outermost places of the eye, in tiles from the near corner of its tile. */
  leftEye: Post;
  rightEye: Post;
}

/**
 * Finds the tiles of which some part is in sight of an eye somewhere in a tile. The eye is the centre of a body,
 * so it keeps off the sides of its tile that are wall. Exact, but that slits without width show nothing.
 *
 * Technique: the beams of J. Duerig, "Precise Permissive Field of View" (2007). All lines of sight into a quarter of the
 * directions form a beam; a wall narrows it from a side, or parts it in two. Here beams go row by row instead of
 * tile by tile, and find the walls between their edges as bits.
 */
export class TileSight {
  readonly columns: number;
  readonly rows: number;
  readonly #map: ArenaMap;
  readonly #rightwards: WallRows;
  readonly #leftwards: WallRows;
  readonly #quarter: Quarter;

  /** @param extent how many columns (30 at the most) and rows one looks to every side */
  constructor(map: ArenaMap, extent: { readonly columns: number; readonly rows: number }) {
    this.columns = extent.columns;
    this.rows = extent.rows;
    this.#map = map;
    this.#rightwards = new WallRows(map, false);
    this.#leftwards = new WallRows(map, true);
    this.#quarter = {
      walls: new Int32Array(extent.rows + 1),
      lit: new Int32Array(extent.rows + 1),
      rows: 0,
      leftEye: { x: 0, y: 1, before: undefined },
      rightEye: { x: 1, y: 0, before: undefined },
    };
  }

  /**
   * Writes what is seen from a floor tile: two words for each row, from `rows` above it to `rows` below it. Bit n of the
   * first word is the column 32 − n to the left, bit n of the second the column n to the right. Walls are not seen.
   *
   * @param at where in `words` the first row begins
   */
  look(column: number, row: number, words: Int32Array, at: number): void {
    words.fill(0, at, at + (2 * this.rows + 1) * 2);
    for (const down of [-1, 1]) {
      for (const right of [-1, 1]) {
        this.#enterQuarter(column, row, right, down);
        this.#lightQuarter();
        this.#writeQuarter(right, down, words, at);
      }
    }
  }

  #enterQuarter(column: number, row: number, right: number, down: number): void {
    const quarter = this.#quarter;
    const { widthTiles, heightTiles } = this.#map;
    const wallRows = right > 0 ? this.#rightwards : this.#leftwards;
    const firstColumn = right > 0 ? column : widthTiles - 1 - column;
    const inSight = (2 << this.columns) - 1;
    quarter.rows = Math.min(this.rows + 1, down > 0 ? heightTiles - row : row + 1);
    quarter.lit.fill(0);
    for (let n = 0; n < quarter.rows; n++) quarter.walls[n] = wallRows.read(firstColumn, row + n * down) & inSight;
    const gapTo = (columns: number, rows: number) =>
      isWall(this.#map, column + columns * right, row + rows * down) ? CLEARANCE : 0;
    quarter.leftEye = { x: gapTo(-1, 0), y: 1 - gapTo(0, 1), before: undefined };
    quarter.rightEye = { x: 1 - gapTo(1, 0), y: gapTo(0, -1), before: undefined };
  }

  #lightQuarter(): void {
    const { walls, lit, leftEye, rightEye } = this.#quarter;
    // In its own row the eye sees up to the first wall, or to where the window ends.
    const end = countBelowLowestBit(walls[0]! | (2 << this.columns));
    lit[0] = bitsBetween(0, end);
    const beam: Beam = {
      left: { x: 0, y: 0, lean: 0 },
      right: { x: 0, y: 0, lean: 0 },
      leftPosts: leftEye,
      rightPosts: rightEye,
    };
    narrowRight(beam, end, 1);
    this.#follow(beam, 1);
  }

  #follow(beam: Beam, firstRow: number): void {
    for (let row = firstRow; row < this.#quarter.rows; row++) {
      if (!this.#lightRow(beam, row)) return;
    }
  }

  /** Lights what a beam meets in one row and narrows it by the walls there; false when nothing is left of it. */
  #lightRow(beam: Beam, row: number): boolean {
    const { walls, lit } = this.#quarter;
    const columns = this.columns + 1;
    let first = Math.floor(columnAt(beam.left, row) + ROUNDING);
    while (first < columns) {
      const end = Math.min(columns, Math.ceil(columnAt(beam.right, row + 1) - ROUNDING));
      const met = walls[row]! & bitsBetween(first, end);
      const wall = met === 0 ? end : countBelowLowestBit(met);
      lit[row]! |= bitsBetween(first, wall);
      if (met === 0) return true;
      const wallEnd = wall + countBelowLowestBit(~(walls[row]! >> wall));
      const endsLeft = wall <= columnAt(beam.left, row + 1) + ROUNDING;
      const endsRight = wallEnd >= columnAt(beam.right, row) - ROUNDING;
      if (endsLeft && endsRight) return false;
      if (!endsLeft) {
        const leftPart = endsRight ? beam : { ...beam };
        narrowRight(leftPart, wall, row + 1);
        if (endsRight) return true;
        this.#follow(leftPart, row + 1);
      }
      narrowLeft(beam, wallEnd, row);
      first = wallEnd;
    }
    return false;
  }

  #writeQuarter(right: number, down: number, words: Int32Array, at: number): void {
    const { lit, rows } = this.#quarter;
    for (let n = 0; n < rows; n++) {
      const word = at + (this.rows + n * down) * 2;
      // The own column looks the same from either side.
      if (right > 0) words[word + 1]! |= lit[n]!;
      else words[word]! |= reverseBits(lit[n]!) << 1;
    }
  }
}

/** Where the border of a beam is at a height, in columns; not before its last post. */
function columnAt(edge: Edge, y: number): number {
  return y <= edge.y ? edge.x : edge.x + (y - edge.y) * edge.lean;
}

/** Lets only those lines of a beam pass that go to the right of a post. */
function narrowLeft(beam: Beam, x: number, y: number): void {
  let lean = -Infinity;
  for (let post: Post | undefined = beam.rightPosts; post !== undefined; post = post.before) {
    lean = Math.max(lean, (x - post.x) / (y - post.y));
  }
  beam.left = { x, y, lean };
  beam.leftPosts = { x, y, before: beam.leftPosts };
}

/** Lets only those lines of a beam pass that go to the left of a post. */
function narrowRight(beam: Beam, x: number, y: number): void {
  let lean = Infinity;
  for (let post: Post | undefined = beam.leftPosts; post !== undefined; post = post.before) {
    lean = Math.min(lean, (x - post.x) / (y - post.y));
  }
  beam.right = { x, y, lean };
  beam.rightPosts = { x, y, before: beam.rightPosts };
}

/** A word with the bits from `first` up to, not including, `end` set; 31 at the most. */
function bitsBetween(first: number, end: number): number {
  return (1 << end) - (1 << first);
}

/** How many zeros a word has below its lowest one; -1 when it is all zeros. */
function countBelowLowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** Technique: swapping halves of halves (H. Warren, "Hacker's Delight", 7-1). */
function reverseBits(word: number): number {
  let bits = word;
  bits = ((bits >>> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
  bits = ((bits >>> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
  bits = ((bits >>> 4) & 0x0f0f0f0f) | ((bits & 0x0f0f0f0f) << 4);
  bits = ((bits >>> 8) & 0x00ff00ff) | ((bits & 0x00ff00ff) << 8);
  return (bits >>> 16) | (bits << 16);
}
