import { TICK_MS, TICK_RATE } from '../../shared/defs/rates.ts';
import { percentile } from '../../shared/math/percentile.ts';
import type { Metrics } from './metrics.ts';

/** Ticks the 99th percentile is taken over: ten seconds. */
const KEPT_TICKS = 10 * TICK_RATE;

/** Measures the ticks of one room: how long each takes, and how late it runs. */
export class TickWatch {
  /** Microseconds within which 99 % of the ticks of the last ten seconds were done; renewed once a second. */
  p99Micros = 0;
  readonly #metrics: Pick<Metrics, 'tickSeconds' | 'tickLatenessSeconds'>;
  readonly #nowMs: () => number;
  readonly #tookMs = new Float64Array(KEPT_TICKS);
  #ticks = 0;
  #startMs = 0;
  #dueMs = Infinity;

  /** @param nowMs a clock that only goes forward */
  constructor(
    metrics: Pick<Metrics, 'tickSeconds' | 'tickLatenessSeconds'>,
    nowMs: () => number = () => performance.now(),
  ) {
    this.#metrics = metrics;
    this.#nowMs = nowMs;
  }

  begin(): void {
    this.#startMs = this.#nowMs();
    this.#metrics.tickLatenessSeconds.observe(Math.max(0, this.#startMs - this.#dueMs) / 1000);
    this.#dueMs = this.#startMs + TICK_MS;
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
