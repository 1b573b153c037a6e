import { TICK_MS } from '../defs/rates.ts';
import { INPUT } from '../defs/tuning.ts';

/** Inputs sent at once after a stall; the rest of the time lost is given up. */
const MAX_CATCH_UP = 5;
/** While shortening the server's queue, a step takes this much longer: too little to feel. */
const STRETCH = 1.05;
/** The server reports the queue once a second and sees our answer a round trip later. */
const ANSWER_AFTER_MS = 2_000;

/**
 * Decides when the next input is due: one a tick, and a little fewer while more of them wait at the server
 * than it takes to bridge the jitter, because each waiting input is a tick of needless delay.
 */
export class InputPacer {
  #nextAtMs: number | undefined;
  #excessMs = 0;
  #nextReportAtMs = 0;

  /** How many inputs are due at `nowMs`. */
  due(nowMs: number): number {
    this.#nextAtMs ??= nowMs;
    let count = 0;
    while (this.#nextAtMs <= nowMs) {
      if (count === MAX_CATCH_UP) {
        this.#nextAtMs = nowMs + TICK_MS;
        break;
      }
      count += 1;
      this.#nextAtMs += this.#interval();
    }
    return count;
  }

  /** Takes note of the server's report: the fewest inputs that waited over the last second. */
  observeBacklog(waiting: number, nowMs: number): void {
    if (waiting <= INPUT.comfortableBacklog || nowMs < this.#nextReportAtMs) return;
    this.#excessMs = (waiting - INPUT.comfortableBacklog) * TICK_MS;
    this.#nextReportAtMs = nowMs + ANSWER_AFTER_MS;
  }

  #interval(): number {
    if (this.#excessMs <= 0) return TICK_MS;
    this.#excessMs -= TICK_MS * (STRETCH - 1);
    return TICK_MS * STRETCH;
  }
}
