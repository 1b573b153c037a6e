/** Where it is kept; `sessionStorage` has this shape. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A text that a page leaves to the next page of its tab. A browser that keeps nothing still plays; it only cannot come back. */
export class KeptText {
  readonly #store: TextStore | undefined;
  readonly #key: string;

  constructor(store: TextStore | undefined, key: string) {
    this.#store = store;
    this.#key = key;
  }

  /** Undefined when none is kept. */
  get text(): string | undefined {
    try {
      return this.#store?.getItem(this.#key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  keep(text: string): void {
    try {
      this.#store?.setItem(this.#key, text);
    } catch {
      // A full or forbidden store costs the way back, never playing.
    }
  }

  drop(): void {
    try {
      this.#store?.removeItem(this.#key);
    } catch {
      // What cannot be reached cannot be kept either.
    }
  }
}
