import { TICK_RATE } from '../../shared/defs/rates.ts';
import { percentile } from '../../shared/math/percentile.ts';
import type { Metrics } from './metrics.ts';

/** Ticks the 99th percentile is taken over: ten seconds. */
const KEPT_TICKS = 10 * TICK_RATE;

/** Measures how long the ticks of one room take. */
export class TickWatch {
  /** Microseconds within which 99 % of the ticks of the last ten seconds were done; renewed once a second. */
  p99Micros = 0;
  readonly #metrics: Pick<Metrics, 'tickSeconds'>;
  readonly #nowMs: () => number;
  readonly #tookMs = new Float64Array(KEPT_TICKS);
  #ticks = 0;
  #startMs = 0;

  /** @param nowMs a clock that only goes forward */
  constructor(metrics: Pick<Metrics, 'tickSeconds'>, nowMs: () => number = () => performance.now()) {
    this.#metrics = metrics;
    this.#nowMs = nowMs;
  }

  begin(): void {
    this.#startMs = this.#nowMs();
  }

  end(): void {
    const tookMs = this.#nowMs() - this.#startMs;
    this.#metrics.tickSeconds.observe(tookMs / 1000);
    this.#tookMs[this.#ticks % KEPT_TICKS] = tookMs;
    this.#ticks += 1;
    if (this.#ticks % TICK_RATE === 0) this.p99Micros = this.#readP99Micros();
  }

  #readP99Micros(): number {
    return Math.round(percentile(this.#tookMs.subarray(0, this.#ticks), 0.99) * 1000);
  }
}
