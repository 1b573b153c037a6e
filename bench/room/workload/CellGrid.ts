import { QUARTERS_PER_UNIT } from './rules.ts';

const CELL_QUARTERS = 256 * QUARTERS_PER_UNIT;

/** Things of a square world sorted by the cell they are in, by counting; built anew whenever they have moved. */
export class CellGrid {
  readonly #cellsAcross: number;
  /** Where each cell's things start in `items`; cells of a row follow each other. */
  readonly #starts: Uint32Array;
  readonly #cellOf: Uint16Array;
  readonly items: Uint16Array;

  /** @param capacity above every number that stands for a thing */
  constructor(sideQuarters: number, capacity: number) {
    this.#cellsAcross = Math.floor(sideQuarters / CELL_QUARTERS) + 1;
    this.#starts = new Uint32Array(this.#cellsAcross ** 2 + 1);
    this.#cellOf = new Uint16Array(capacity);
    this.items = new Uint16Array(capacity);
  }

  get rows(): number {
    return this.#cellsAcross;
  }

  /** Sorts the first `count` of `ids`, whose places are at their number in `xs` and `ys`. */
  build(ids: Uint16Array, count: number, xs: Int32Array, ys: Int32Array): void {
    const starts = this.#starts.fill(0);
    for (let i = 0; i < count; i++) {
      const id = ids[i]!;
      const cell = this.lineOf(ys[id]!) * this.#cellsAcross + this.lineOf(xs[id]!);
      this.#cellOf[id] = cell;
      starts[cell]! += 1;
    }
    let end = 0;
    for (let cell = 0; cell < starts.length; cell++) starts[cell] = end += starts[cell]!;
    for (let i = count - 1; i >= 0; i--) {
      const id = ids[i]!;
      this.items[(starts[this.#cellOf[id]!]! -= 1)] = id;
    }
  }

  /** The column or row of a coordinate, kept within the world. */
  lineOf(quarters: number): number {
    return Math.min(this.#cellsAcross - 1, Math.max(0, Math.floor(quarters / CELL_QUARTERS)));
  }

  /** Where in `items` the things of a row start, from a column on. */
  startOf(row: number, column: number): number {
    return this.#starts[row * this.#cellsAcross + column]!;
  }

  /** Where in `items` the things of a row end, up to and with a column. */
  endOf(row: number, column: number): number {
    return this.#starts[row * this.#cellsAcross + column + 1]!;
  }
}
