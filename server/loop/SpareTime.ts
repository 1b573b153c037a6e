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
const LONGEST_WAIT_MS = 5_000;

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
 * The time that the game leaves on its thread. What is asked of a server beside it, over REST, begins one after the other, so
 * seldom that the thread keeps enough time to begin its ticks when they are due. All who ask take turns: whoever asks for much waits
 * for it behind those who ask for little.
 */
export class SpareTime {
  readonly #metrics: SpareTimeOptions['metrics'];
  readonly #clock: Pick<LoopClock, 'nowMs' | 'wakeIn'>;
  readonly #readTimes: () => ThreadTimes;
  /** What each has asked for, in the order it came; who is next comes first. */
  readonly #waiting = new Map<string, Turn[]>();
  #count = 0;
  #last: ThreadTimes;
  #busyShare = 0;
  #lastBeginMs = -Infinity;

  constructor({ metrics, clock = systemClock, readTimes = readThreadTimes }: SpareTimeOptions) {
    this.#metrics = metrics;
    this.#clock = clock;
    this.#readTimes = readTimes;
    this.#last = readTimes();
  }

  /**
   * Resolves when what is to be done may begin.
   * @param who asks: an address, or a part of the server
   * @throws a `busy` refusal when it has waited for five seconds
   */
  async wait(who: string): Promise<void> {
    if (this.#count === 0 && this.#mayBegin()) return;
    const asked = Promise.withResolvers<void>();
    const turns = this.#waiting.get(who) ?? [];
    turns.push({ sinceMs: this.#clock.nowMs(), asked });
    this.#waiting.set(who, turns);
    this.#recount(1);
    if (this.#count === 1) this.#lookLater();
    await asked.promise;
  }

  #lookLater(): void {
    this.#clock.wakeIn(STEP_MS, () => {
      this.#giveUp();
      if (this.#count > 0 && this.#mayBegin()) this.#beginNext();
      if (this.#count > 0) this.#lookLater();
    });
  }

  /** Whoever has more to ask for goes to the end. */
  #beginNext(): void {
    const [next] = this.#waiting;
    if (next === undefined) return;
    const [who, turns] = next;
    this.#waiting.delete(who);
    turns.shift()?.asked.resolve();
    if (turns.length > 0) this.#waiting.set(who, turns);
    this.#recount(-1);
  }

  #giveUp(): void {
    const longAgoMs = this.#clock.nowMs() - LONGEST_WAIT_MS;
    for (const [who, turns] of this.#waiting) {
      while (turns[0] !== undefined && turns[0].sinceMs <= longAgoMs) {
        turns.shift()?.asked.reject(refusal(HTTP_ERRORS.busy));
        this.#recount(-1);
      }
      if (turns.length === 0) this.#waiting.delete(who);
    }
  }

  #recount(change: number): void {
    this.#count += change;
    this.#metrics.waitingBeside.set(this.#count);
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
