import { TICK_RATE } from '../../shared/defs/rates.ts';

/**
 * A game sends one input a tick. Ten times as many gain nothing (IN1), so they are borne: a broken game is no
 * flood. This many only keep the server from its work.
 */
const MAX_MESSAGES_PER_SECOND = TICK_RATE * 20;

/** Counts the messages of one connection, inputs included. */
export class MessageBudget {
  readonly #nowMs: () => number;
  #windowEndsAtMs = 0;
  #count = 0;

  /** @param nowMs a clock that only goes forward */
  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** To be called for each message. @returns whether it is one too many */
  isOverdrawn(): boolean {
    const nowMs = this.#nowMs();
    if (nowMs >= this.#windowEndsAtMs) {
      this.#windowEndsAtMs = nowMs + 1000;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count > MAX_MESSAGES_PER_SECOND;
  }
}
