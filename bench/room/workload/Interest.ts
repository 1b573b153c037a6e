import type { ArenaSim } from './ArenaSim.ts';
import type { CellGrid } from './CellGrid.ts';
import { VIEW_HALF_HEIGHT, VIEW_HALF_WIDTH } from './rules.ts';
import { Seen } from './Seen.ts';

/** What one player sees of the arena, exactly, and what has changed of that since the last look. */
export class Interest {
  readonly players: Seen;
  readonly shots: Seen;
  readonly #sim: ArenaSim;
  readonly #slot: number;

  constructor(sim: ArenaSim, slot: number) {
    this.#sim = sim;
    this.#slot = slot;
    this.players = new Seen(sim.players);
    this.shots = new Seen(sim.shotSlots);
  }

  /** To be called once after each step. */
  look(): void {
    const { playerGrid, playerX, playerY, shotGrid, shotX, shotY } = this.#sim;
    this.#lookFor(this.players, playerGrid, playerX, playerY);
    this.#lookFor(this.shots, shotGrid, shotX, shotY);
  }

  #lookFor(seen: Seen, grid: CellGrid, xs: Int32Array, ys: Int32Array): void {
    const x = this.#sim.playerX[this.#slot]!;
    const y = this.#sim.playerY[this.#slot]!;
    const left = grid.lineOf(x - VIEW_HALF_WIDTH);
    const right = grid.lineOf(x + VIEW_HALF_WIDTH);
    const bottom = grid.lineOf(y + VIEW_HALF_HEIGHT);
    seen.begin();
    for (let row = grid.lineOf(y - VIEW_HALF_HEIGHT); row <= bottom; row++) {
      const end = grid.endOf(row, right);
      for (let i = grid.startOf(row, left); i < end; i++) {
        const id = grid.items[i]!;
        if (Math.abs(xs[id]! - x) <= VIEW_HALF_WIDTH && Math.abs(ys[id]! - y) <= VIEW_HALF_HEIGHT) seen.tell(id);
      }
    }
    seen.end();
  }
}
