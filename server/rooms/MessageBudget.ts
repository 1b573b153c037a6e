import { TICK_RATE } from '../../shared/defs/rates.ts';

/**
 * A game sends one input a tick. Ten times as many gain nothing (IN1), so they are borne: a broken game is no
 * flood. This many only keep the server from its work.
 */
const MAX_MESSAGES_PER_SECOND = TICK_RATE * 20;

/** As many bytes as those messages have when they are inputs that change in all they have. */
const MAX_BYTES_PER_SECOND = MAX_MESSAGES_PER_SECOND * 32;

/** Counts the messages of one connection, inputs included. */
export class MessageBudget {
  readonly #nowMs: () => number;
  #windowEndsAtMs = 0;
  #count = 0;
  #bytes = 0;

  /** @param nowMs a clock that only goes forward */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** To be called for each message, with its length. @returns whether it is one too many */
  isOverdrawn(bytes: number): boolean {
    const nowMs = this.#nowMs();
    if (nowMs >= this.#windowEndsAtMs) {
      this.#windowEndsAtMs = nowMs + 1000;
      this.#count = 0;
      this.#bytes = 0;
    }
    this.#count += 1;
    this.#bytes += bytes;
    return this.#count > MAX_MESSAGES_PER_SECOND || this.#bytes > MAX_BYTES_PER_SECOND;
  }
}
