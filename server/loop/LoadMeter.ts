import { performance } from 'node:perf_hooks';
import { TICK_MS } from '../../shared/defs/rates.ts';
import type { Metrics } from '../infra/metrics.ts';

const SAMPLE_INTERVAL_MS = 1000;

/** Seconds that are looked back on: what lasts as long is no hiccup. A process that is younger is judged by nothing. */
const SAMPLES = 3;

/** A tick that begins later than this is late. */
const LATE_MS = TICK_MS / 2;

/** More late ticks than these are too many: the 99th percentile is half a tick then. */
const MAX_LATE_SHARE = 0.01;

/** A process that is late but idle for most of the time is kept waiting by its machine: fewer matches would not mend that. */
const LATE_COUNTS_FROM_LOAD = 0.5;

/** Milliseconds the thread was busy and waiting, ever growing: Node's `performance.eventLoopUtilization`. */
export interface ThreadTimes {
  readonly active: number;
  readonly idle: number;
}

export function readThreadTimes(): ThreadTimes {
  return performance.eventLoopUtilization();
}

export interface LoadMeterOptions {
  /** The load, 0 to 1, from which on no new match begins here; 1: they begin at any load. */
  readonly maxLoad: number;
  readonly metrics: Pick<Metrics, 'load' | 'lateTicks'>;
  readonly readTimes?: () => ThreadTimes;
}

interface Sample extends ThreadTimes {
  readonly ticks: number;
  readonly lateTicks: number;
}

/**
 * How busy this process is, and what it can take on. New matches end first. Players get into matches that are on
 * until half of what was left then is used up as well: a seat costs far less than a match, since it takes the place of a
 * bot. Whoever has a seat comes back to it at any load.
 */
export class LoadMeter {
  readonly #options: LoadMeterOptions;
  readonly #readTimes: () => ThreadTimes;
  #samples: readonly Sample[] = [];
  #last: ThreadTimes;
  #ticks = 0;
  #lateTicks = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LoadMeterOptions) {
    this.#options = options;
    this.#readTimes = options.readTimes ?? readThreadTimes;
    this.#last = this.#readTimes();
  }

  /** The share of its time the thread was busy in the last seconds; 0 while too little is known. */
  get load(): number {
    const all = sum(this.#samples, ({ active, idle }) => active + idle);
    return this.#samples.length < SAMPLES || all === 0 ? 0 : sum(this.#samples, ({ active }) => active) / all;
  }

  /** Whether new matches may begin here. */
  get takesMatches(): boolean {
    const { maxLoad } = this.#options;
    return maxLoad === 1 || (this.load < maxLoad && !(this.#isLate && this.load >= LATE_COUNTS_FROM_LOAD));
  }

  /** Whether more players may get into the matches that are on. */
  get takesPlayers(): boolean {
    const { maxLoad } = this.#options;
    return maxLoad === 1 || this.load < (maxLoad + 1) / 2;
  }

  /** Measures from now on, once a second. */
  start(): void {
    this.#last = this.#readTimes();
    this.#timer = setInterval(() => this.sample(), SAMPLE_INTERVAL_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  countTick(lateMs: number): void {
    this.#ticks += 1;
    if (lateMs > LATE_MS) this.#lateTicks += 1;
  }

  /** Adds what has been since the last sample, and forgets the oldest. */
  sample(): void {
    const { active, idle } = this.#readTimes();
    const sample: Sample = {
      active: active - this.#last.active,
      idle: idle - this.#last.idle,
      ticks: this.#ticks,
      lateTicks: this.#lateTicks,
    };
    this.#samples = [...this.#samples, sample].slice(-SAMPLES);
    this.#last = { active, idle };
    this.#ticks = 0;
    this.#lateTicks = 0;
    const { metrics } = this.#options;
    metrics.load.set(this.load);
    metrics.lateTicks.set(sum(this.#samples, lateShare) / this.#samples.length);
  }

  /** In every single second: a pause for a moment makes many ticks late, and says nothing about what is to come. */
  get #isLate(): boolean {
    return this.#samples.length === SAMPLES && this.#samples.every((sample) => lateShare(sample) > MAX_LATE_SHARE);
  }
}

function lateShare({ ticks, lateTicks }: Sample): number {
  return ticks === 0 ? 0 : lateTicks / ticks;
}

function sum(samples: readonly Sample[], read: (sample: Sample) => number): number {
  return samples.reduce((total, sample) => total + read(sample), 0);
}
