import type { InputFormat } from './InputFormat.ts';

/** The inputs of one connection that wait for their tick, oldest first, in a ring: what comes in allocates nothing. */
export class InputQueue<Input> {
  /** The inputs that were taken or dropped so far: the sequence of the last of them, which patches acknowledge. */
  acknowledged = 0;
  readonly #format: InputFormat<Input>;
  readonly #ring: readonly Float64Array[];
  /** The last input whole: frames name only what changed. */
  readonly #latest: Float64Array;
  #first = 0;
  #size = 0;

  /** @param capacity inputs that may wait; one more drops the oldest */
  constructor(format: InputFormat<Input>, capacity: number) {
    this.#format = format;
    this.#latest = format.createValues();
    this.#ring = Array.from({ length: capacity }, () => format.createValues());
  }

  get size(): number {
    return this.#size;
  }

  next(): Input | undefined {
    if (this.#size === 0) return undefined;
    const input = this.#format.make(this.#ring[this.#first]!);
    this.#drop();
    return input;
  }

  /** Takes in a message if it is one input as games send it; any other changes nothing. @returns whether it is */
  readFrame(message: Uint8Array): boolean {
    if (!this.#format.read(message, this.#latest)) return false;
    if (this.#size === this.#ring.length) this.#drop();
    this.#ring[(this.#first + this.#size) % this.#ring.length]!.set(this.#latest);
    this.#size += 1;
    return true;
  }

  #drop(): void {
    this.#first = (this.#first + 1) % this.#ring.length;
    this.#size -= 1;
    this.acknowledged += 1;
  }
}
