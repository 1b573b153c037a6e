import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What this process has used in a window of time. */
export interface Spent {
  readonly wallMs: number;
  /** Of all threads. */
  readonly userMs: number;
  readonly systemMs: number;
  readonly gcMs: number;
  /** At the end of the window. */
  readonly rssMb: number;
}

/** Measures this process between two instants. */
export class Gauge {
  readonly #collections: PerformanceEntry[] = [];
  readonly #observer = new PerformanceObserver((list) => this.#collections.push(...list.getEntries()));
  #startMs = 0;
  #cpu = process.cpuUsage();

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  begin(): void {
    this.#startMs = performance.now();
    this.#cpu = process.cpuUsage();
  }

  async end(): Promise<Spent> {
    const { user, system } = process.cpuUsage(this.#cpu);
    const endMs = performance.now();
    // Collections are told a little later than they happen.
    await nextTurn();
    await nextTurn();
    this.#collections.push(...this.#observer.takeRecords());
    const within = this.#collections.filter(({ startTime }) => startTime >= this.#startMs && startTime < endMs);
    return {
      wallMs: endMs - this.#startMs,
      userMs: user / 1000,
      systemMs: system / 1000,
      gcMs: within.reduce((sum, { duration }) => sum + duration, 0),
      rssMb: process.memoryUsage.rss() / 2 ** 20,
    };
  }
}
