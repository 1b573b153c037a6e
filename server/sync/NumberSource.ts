/** Makes numbers that nobody had yet, each one more than the last. */
export class NumberSource {
  #next: number;
  readonly #last: number;
  readonly #whose: string;

  /**
   * @param last the greatest there is
   * @param whose what is numbered, as the error tells it
   */
  constructor(first: number, last = Number.MAX_SAFE_INTEGER, whose = 'things') {
    this.#next = first;
    this.#last = last;
    this.#whose = whose;
  }

  /** @throws an Error when there is none left */
  make(): number {
    if (this.#next > this.#last) throw new Error(`more ${this.#whose} than the serializer was made for`);
    return this.#next++;
  }
}
