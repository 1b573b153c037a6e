import type { InputFormat } from './InputFormat.ts';

/** The inputs of one connection that wait for their tick, oldest first, in a ring: what comes in allocates nothing. */
export class InputQueue<Input> {
  /** The inputs that were taken or dropped so far: the sequence of the last of them, which patches acknowledge. */
  acknowledged = 0;
  readonly #format: InputFormat<Input>;
  readonly #capacity: number;
  /** Row by row those that wait; the row behind them is the latest input whole, as frames name only what changed. */
  readonly #values: Float64Array;
  #first = 0;
  #size = 0;

  /** @param capacity inputs that may wait; one more drops the oldest */
  constructor(format: InputFormat<Input>, capacity: number) {
    this.#format = format;
    this.#capacity = capacity;
    this.#values = new Float64Array((capacity + 1) * format.width);
  }

  get size(): number {
    return this.#size;
  }

  next(): Input | undefined {
    if (this.#size === 0) return undefined;
    const input = this.#format.make(this.#values, this.#first * this.#format.width);
    this.#drop();
    return input;
  }

  /** Takes in a message if it is one input as games send it; any other changes nothing. @returns whether it is */
  readFrame(message: Uint8Array): boolean {
    const { width } = this.#format;
    const latest = this.#capacity * width;
    if (!this.#format.read(message, this.#values, latest)) return false;
    if (this.#size === this.#capacity) this.#drop();
    const row = (this.#first + this.#size) % this.#capacity;
    this.#values.copyWithin(row * width, latest, latest + width);
    this.#size += 1;
    return true;
  }

  #drop(): void {
    this.#first = (this.#first + 1) % this.#capacity;
    this.#size -= 1;
    this.acknowledged += 1;
  }
}
