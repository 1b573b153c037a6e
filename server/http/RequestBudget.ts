/** Sources remembered at most; beyond, the oldest are forgotten. */
const MOST_SOURCES = 10_000;

export interface RequestBudgetOptions {
  readonly requests: number;
  readonly perMs: number;
  /** A clock that only goes forward, in milliseconds. */
  readonly nowMs?: () => number;
}

/** Bounds how often each source may ask for something dear: so many requests in each window of time. */
export class RequestBudget {
  readonly #requests: number;
  readonly #perMs: number;
  readonly #nowMs: () => number;
  readonly #spent = new Map<string, { count: number; readonly endsAtMs: number }>();

  constructor({ requests, perMs, nowMs = () => performance.now() }: RequestBudgetOptions) {
    this.#requests = requests;
    this.#perMs = perMs;
    this.#nowMs = nowMs;
  }

  /** Whether the source may ask once more; counts it when so. */
  spend(source: string): boolean {
    const window = this.#windowOf(source);
    if (window.count >= this.#requests) return false;
    window.count += 1;
    return true;
  }

  #windowOf(source: string): { count: number } {
    const present = this.#spent.get(source);
    if (present !== undefined && present.endsAtMs > this.#nowMs()) return present;
    const window = { count: 0, endsAtMs: this.#nowMs() + this.#perMs };
    this.#spent.delete(source);
    this.#spent.set(source, window);
    const [oldest] = this.#spent.keys();
    if (this.#spent.size > MOST_SOURCES && oldest !== undefined) this.#spent.delete(oldest);
    return window;
  }
}
