import type { NumberSource } from './NumberSource.ts';

/**
 * Small numbers that are lent out and come back. The one that has been back for longest is lent first, so that a number
 * rests for as long as it can between two owners, and new ones are made only when all are lent. Pools that share a source
 * lend numbers of which none was ever another's.
 */
export class IdPool {
  readonly #source: NumberSource;
  /** A ring of those that are back. */
  #rested = new Uint32Array(16);
  #first = 0;
  #count = 0;

  constructor(source: NumberSource) {
    this.#source = source;
  }

  take(): number {
    if (this.#count === 0) return this.#source.make();
    const id = this.#rested[this.#first]!;
    this.#first = (this.#first + 1) % this.#rested.length;
    this.#count -= 1;
    return id;
  }

  giveBack(id: number): void {
    if (this.#count === this.#rested.length) this.#grow();
    this.#rested[(this.#first + this.#count) % this.#rested.length] = id;
    this.#count += 1;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#rested.length * 2);
    for (let index = 0; index < this.#count; index++) {
      larger[index] = this.#rested[(this.#first + index) % this.#rested.length]!;
    }
    this.#rested = larger;
    this.#first = 0;
  }
}
