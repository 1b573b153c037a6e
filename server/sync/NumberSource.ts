/** Makes numbers that nobody had yet, each one more than the last. */
export class NumberSource {
  #next: number;
  readonly #last: number;
  readonly #whose: string;
  readonly #spare: NumberSource | undefined;

  /**
   * @param last the greatest there is
   * @param whose what is numbered, as the error tells it
   * @param spare makes the numbers once there is none left here
   */
  constructor(first: number, last = Number.MAX_SAFE_INTEGER, whose = 'things', spare?: NumberSource) {
    this.#next = first;
    this.#last = last;
    this.#whose = whose;
    this.#spare = spare;
  }

  /** @throws an Error when there is none left */
  make(): number {
    if (this.#next <= this.#last) return this.#next++;
    if (this.#spare !== undefined) return this.#spare.make();
    throw new Error(`more ${this.#whose} than the serializer was made for`);
  }
}
