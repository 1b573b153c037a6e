const FIRST_NUMBERS = 4096;

/** The greatest number that a list can hold. */
export const MOST_NUMBER = 0x7fff;

/** From here on numbers name no entity of one client alone: they are spare ones of those that all know. */
export const FIRST_SPARE_NUMBER = 0x7000;

/**
 * Room for the lists of all views of a room, side by side: lists that lie in places of their own cost the processor a look
 * into its tables of memory for each client and patch.
 */
export class ViewMemory {
  /** Another object after more room was needed. */
  numbers = new Int16Array(FIRST_NUMBERS);
  #used = 0;
  /** Where room begins that came back, by its length. */
  readonly #free = new Map<number, number[]>();

  /** Gives where room for `length` numbers begins. What stands there is old. */
  take(length: number): number {
    const free = this.#free.get(length)?.pop();
    if (free !== undefined) return free;
    const start = this.#used;
    this.#used += length;
    while (this.numbers.length < this.#used) {
      const longer = new Int16Array(this.numbers.length * 2);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    return start;
  }

  giveBack(start: number, length: number): void {
    const free = this.#free.get(length);
    if (free === undefined) this.#free.set(length, [start]);
    else free.push(start);
  }
}
