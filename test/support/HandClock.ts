import type { LoopClock } from '../../server/loop/LoopClock.ts';

interface Timer {
  readonly atMs: number;
  readonly wake: () => void;
}

/** A clock for loops that a test moves: time passes only in `runTo`, and while somebody is `busyFor`. */
export class HandClock implements LoopClock {
  /** How much later than asked for the next timer wakes, in milliseconds; may change from one to the next. */
  lateness: () => number = () => 0;
  /** The moments at which the loop let the sockets be read, in milliseconds. */
  readonly pauses: number[] = [];
  /** The moments at which it was woken. */
  readonly wakes: number[] = [];
  #timeMs = 0;
  #timer: Timer | undefined;
  readonly #afterIo: (() => void)[] = [];

  /** Whether somebody waits to be woken. */
  get isAwaited(): boolean {
    return this.#timer !== undefined;
  }

  nowMs(): number {
    return this.#timeMs;
  }

  wakeIn(ms: number, wake: () => void): () => void {
    if (this.#timer !== undefined) throw new Error('a loop needs no second timer');
    const timer = { atMs: this.#timeMs + ms + this.lateness(), wake };
    this.#timer = timer;
    return () => {
      if (this.#timer === timer) this.#timer = undefined;
    };
  }

  afterIo(next: () => void): void {
    this.#afterIo.push(next);
  }

  /** The thread does something else for so long, or stands still. */
  busyFor(ms: number): void {
    this.#timeMs += ms;
  }

  /** Lets time pass until then, or a little longer when somebody is busy, and everybody be woken who wants to be. */
  runTo(ms: number): void {
    while (this.#timeMs <= ms) {
      const next = this.#afterIo.shift();
      if (next !== undefined) {
        this.pauses.push(this.#timeMs);
        next();
      } else if (this.#timer !== undefined && this.#timer.atMs <= ms) this.#wake(this.#timer);
      else break;
    }
    this.#timeMs = Math.max(this.#timeMs, ms);
  }

  #wake({ atMs, wake }: Timer): void {
    this.#timer = undefined;
    this.#timeMs = Math.max(this.#timeMs, atMs);
    this.wakes.push(this.#timeMs);
    wake();
  }
}
