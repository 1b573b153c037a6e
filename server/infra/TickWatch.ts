import { TICK_MS } from '../../shared/defs/rates.ts';
import type { Metrics } from './metrics.ts';

/** Measures the ticks of one room: how long each takes, and how late it runs. */
export class TickWatch {
  readonly #metrics: Pick<Metrics, 'tickSeconds' | 'tickLatenessSeconds'>;
  #startMs = 0;
  #dueMs = Infinity;

  constructor(metrics: Pick<Metrics, 'tickSeconds' | 'tickLatenessSeconds'>) {
    this.#metrics = metrics;
  }

  begin(): void {
    this.#startMs = performance.now();
    this.#metrics.tickLatenessSeconds.observe(Math.max(0, this.#startMs - this.#dueMs) / 1000);
    this.#dueMs = this.#startMs + TICK_MS;
  }

  end(): void {
    this.#metrics.tickSeconds.observe((performance.now() - this.#startMs) / 1000);
  }
}
