/** Remembered for eight seconds at a question a second: a client that has got quicker draws others later for a while yet. */
const KEPT_TRIPS = 8;

/** How long a connection's answers took of late. It answers them itself: so it can look slower than it is, never quicker. */
export class RoundTrips {
  readonly #recentMs: number[] = [];
  /** Infinity until something was measured. */
  slowestMs = Infinity;
  /** By how much the recent ones differ. */
  spreadMs = 0;

  add(ms: number): void {
    this.#recentMs.push(ms);
    if (this.#recentMs.length > KEPT_TRIPS) this.#recentMs.shift();
    this.slowestMs = Math.max(...this.#recentMs);
    this.spreadMs = this.slowestMs - Math.min(...this.#recentMs);
  }
}
