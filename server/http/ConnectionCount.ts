/** How many connections each address holds, and whether it may have another. */
export class ConnectionCount {
  readonly #most: number;
  readonly #open = new Map<string, number>();

  /** @param most connections of one address */
  constructor(most: number) {
    this.#most = most;
  }

  /** Counts one more connection. @returns false, and counts nothing, when it is one too many */
  add(key: string): boolean {
    const open = this.#open.get(key) ?? 0;
    if (open >= this.#most) return false;
    this.#open.set(key, open + 1);
    return true;
  }

  /** A connection that was counted is gone. */
  remove(key: string): void {
    const open = (this.#open.get(key) ?? 0) - 1;
    if (open > 0) this.#open.set(key, open);
    else this.#open.delete(key);
  }
}
