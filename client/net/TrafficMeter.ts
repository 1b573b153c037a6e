const WINDOW_MS = 2_000;

/** Bytes per second over the last two seconds. */
export class TrafficMeter {
  #entries: { atMs: number; bytes: number }[] = [];

  add(bytes: number, nowMs: number): void {
    this.#entries.push({ atMs: nowMs, bytes });
    while (this.#entries.length > 0 && nowMs - this.#entries[0]!.atMs > WINDOW_MS) this.#entries.shift();
  }

  bytesPerSecond(nowMs: number): number {
    const sum = this.#entries.reduce((total, { atMs, bytes }) => total + (nowMs - atMs <= WINDOW_MS ? bytes : 0), 0);
    return (sum * 1000) / WINDOW_MS;
  }
}
