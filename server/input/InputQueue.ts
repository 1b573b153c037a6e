import type { InputFormat } from './InputFormat.ts';

export interface InputQueueOptions<Input extends object> {
  readonly format: InputFormat<Input>;
  /** What fields are before the first frame names them. */
  readonly first: Input;
  /** Inputs that may wait; one more drops the oldest. */
  readonly capacity: number;
}

/** The inputs of one connection that wait for their tick, oldest first. */
export class InputQueue<Input extends object> {
  /** The inputs that were taken or dropped so far: the sequence of the last of them, which patches acknowledge. */
  acknowledged = 0;
  readonly #options: InputQueueOptions<Input>;
  readonly #waiting: Input[] = [];
  #latest: Input;

  constructor(options: InputQueueOptions<Input>) {
    this.#options = options;
    this.#latest = options.first;
  }

  get size(): number {
    return this.#waiting.length;
  }

  next(): Input | undefined {
    const input = this.#waiting.shift();
    if (input !== undefined) this.acknowledged += 1;
    return input;
  }

  /** Takes in a message if it is one input as games send it; any other changes nothing. @returns whether it is */
  readFrame(message: Uint8Array): boolean {
    const input = this.#options.format.read(message, this.#latest);
    if (input === undefined) return false;
    this.#latest = input;
    this.#waiting.push(input);
    if (this.#waiting.length > this.#options.capacity) this.next();
    return true;
  }
}
