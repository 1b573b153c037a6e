import { nextInt, type Prng } from '../../../shared/math/prng.ts';
import { ANGLES } from './rules.ts';

const SHORTEST_RUN_TICKS = 5;
const LONGEST_RUN_TICKS = 24;
const LARGEST_TURN = 6;
/** Keeps the scripts of neighbouring slots apart. */
const SLOT_STRIDE = 0x9e3779b1;

/** What one player does, the same in every run with the same seed: runs to and fro, looks around, keeps firing. */
export class InputScript {
  direction = 0;
  aim = 0;
  readonly fires = 1;
  readonly #prng: Prng;
  #runsForTicks = 0;

  constructor(seed: number, slot: number) {
    this.#prng = { state: (seed ^ Math.imul(slot + 1, SLOT_STRIDE)) >>> 0 };
  }

  /** Goes on to the next tick's input. The aim turns a little with each, so each is news. */
  advance(): void {
    const turn = 1 + nextInt(this.#prng, LARGEST_TURN);
    this.aim = (this.aim + (nextInt(this.#prng, 2) === 0 ? turn : ANGLES - turn)) % ANGLES;
    if (this.#runsForTicks-- > 0) return;
    this.direction = nextInt(this.#prng, ANGLES);
    this.#runsForTicks = SHORTEST_RUN_TICKS + nextInt(this.#prng, LONGEST_RUN_TICKS - SHORTEST_RUN_TICKS + 1) - 1;
  }
}
