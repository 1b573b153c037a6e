import { HTTP_ERRORS, refusal } from '../errors.ts';
import type { Metrics } from '../infra/metrics.ts';
import { readThreadTimes, type ThreadTimes } from './LoadMeter.ts';
import { systemClock, type LoopClock } from './LoopClock.ts';

/** Two things never begin within less than this: the work of a few at once would stand in the way of a tick. */
const STEP_MS = 5;

/** For as long the thread is looked back on: some ticks of every room. */
const MEMORY_MS = 50;

/** While the thread is busy for more of its time than this, nothing begins beside the game. */
const BUSY_SHARE = 0.75;

/** But for so little that it harms nobody: on a server that is full people sign in as well. */
const LONGEST_PAUSE_MS = 50;

/** Nobody waits for longer: what people see by then is a server that does not answer. */
const LONGEST_WAIT_MS = 10_000;

interface Turn {
  readonly sinceMs: number;
  readonly asked: PromiseWithResolvers<void>;
}

export interface SpareTimeOptions {
  readonly metrics: Pick<Metrics, 'waitingBeside'>;
  readonly clock?: Pick<LoopClock, 'nowMs' | 'wakeIn'>;
  readonly readTimes?: () => ThreadTimes;
}

/**
 * The time that the game leaves on its thread. What is asked of a server beside it, over REST, begins one after the other in
 * the order in which it came, so seldom that the thread keeps enough time to begin its ticks when they are due.
 */
export class SpareTime {
  readonly #metrics: SpareTimeOptions['metrics'];
  readonly #clock: Pick<LoopClock, 'nowMs' | 'wakeIn'>;
  readonly #readTimes: () => ThreadTimes;
  readonly #waiting: Turn[] = [];
  #last: ThreadTimes;
  #busyShare = 0;
  #lastBeginMs = -Infinity;

  constructor({ metrics, clock = systemClock, readTimes = readThreadTimes }: SpareTimeOptions) {
    this.#metrics = metrics;
    this.#clock = clock;
    this.#readTimes = readTimes;
    this.#last = readTimes();
  }

  /** Resolves when what is to be done may begin. @throws a `busy` refusal when it has waited for ten seconds */
  async wait(): Promise<void> {
    if (this.#waiting.length === 0 && this.#mayBegin()) return;
    const asked = Promise.withResolvers<void>();
    this.#waiting.push({ sinceMs: this.#clock.nowMs(), asked });
    this.#metrics.waitingBeside.set(this.#waiting.length);
    if (this.#waiting.length === 1) this.#lookLater();
    await asked.promise;
  }

  #lookLater(): void {
    this.#clock.wakeIn(STEP_MS, () => {
      this.#giveUp();
      if (this.#mayBegin()) this.#waiting.shift()?.asked.resolve();
      this.#metrics.waitingBeside.set(this.#waiting.length);
      if (this.#waiting.length > 0) this.#lookLater();
    });
  }

  #giveUp(): void {
    const longAgoMs = this.#clock.nowMs() - LONGEST_WAIT_MS;
    while (this.#waiting[0] !== undefined && this.#waiting[0].sinceMs <= longAgoMs) {
      this.#waiting.shift()?.asked.reject(refusal(HTTP_ERRORS.busy));
    }
  }

  #mayBegin(): boolean {
    const nowMs = this.#clock.nowMs();
    this.#measure();
    const pauseMs = nowMs - this.#lastBeginMs;
    if (pauseMs < STEP_MS || (this.#busyShare > BUSY_SHARE && pauseMs < LONGEST_PAUSE_MS)) return false;
    this.#lastBeginMs = nowMs;
    return true;
  }

  /** What was long ago counts for nothing, what has just been for the most. */
  #measure(): void {
    const { active, idle } = this.#readTimes();
    const activeMs = active - this.#last.active;
    const spanMs = activeMs + idle - this.#last.idle;
    if (spanMs === 0) return;
    this.#busyShare += (activeMs / spanMs - this.#busyShare) * (1 - Math.exp(-spanMs / MEMORY_MS));
    this.#last = { active, idle };
  }
}
