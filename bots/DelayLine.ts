import { nextFloat, type Prng } from '../shared/math/prng.ts';

/** How one direction of a bad line behaves. */
export interface DelayOptions {
  readonly oneWayMs: number;
  /** The delay varies evenly by as much as this to either side. */
  readonly jitterMs: number;
  /** Share of chunks, in percent, that are lost once and sent again. */
  readonly lossPercent: number;
  /** What a lost chunk waits longer, until it has been sent again. */
  readonly retransmitMs: number;
  /** What fits through; absent or Infinity: everything. */
  readonly bytesPerSecond?: number;
}

/** TCP waits at least this long before it sends a lost segment again (Linux' TCP_RTO_MIN). */
export const MIN_RETRANSMIT_MS = 200;

/**
 * Says when what enters a line leaves it. TCP keeps the order, so a late chunk holds up all behind it.
 */
export class DelayLine {
  #options: DelayOptions;
  readonly #prng: Prng;
  #freeAtMs = -Infinity;
  #lastReleaseMs = -Infinity;

  constructor(options: DelayOptions, prng: Prng) {
    this.#options = options;
    this.#prng = prng;
  }

  /** From now on it behaves so; what has entered already leaves as it was told to. */
  setOptions(options: DelayOptions): void {
    this.#options = options;
  }

  /** The moment at which a chunk that enters at `nowMs` leaves; never before the one that entered before it. */
  releaseAt(nowMs: number, bytes = 0): number {
    const { oneWayMs, jitterMs, lossPercent, retransmitMs, bytesPerSecond = Infinity } = this.#options;
    const jitter = (nextFloat(this.#prng) * 2 - 1) * jitterMs;
    const isLost = nextFloat(this.#prng) * 100 < lossPercent;
    const delay = Math.max(0, oneWayMs + jitter) + (isLost ? retransmitMs : 0);
    this.#freeAtMs = Math.max(this.#freeAtMs, nowMs) + (bytes / bytesPerSecond) * 1000;
    this.#lastReleaseMs = Math.max(this.#lastReleaseMs, this.#freeAtMs + delay);
    return this.#lastReleaseMs;
  }
}
