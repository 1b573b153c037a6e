import { TICK_MS } from '../../shared/defs/rates.ts';
import type { Logger } from '../infra/logger.ts';
import type { Metrics } from '../infra/metrics.ts';
import type { LoadMeter } from './LoadMeter.ts';
import { systemClock, type LoopClock } from './LoopClock.ts';
import { TickPlaces, phaseMsOf } from './TickPlaces.ts';

/**
 * A room so many ticks late still runs them all, and finds the inputs for them: a few more may wait
 * (`INPUT.maxQueuedInputs`). One that is later drops them and goes on from now; to stay a little late for as long as
 * there is too much to do would only make every input older.
 */
export const MAX_LATE_TICKS = 5;

/** A quarter of a tick: after so long without a pause the sockets are read, or inputs would wait behind other rooms' ticks. */
export const RUN_BUDGET_MS = 4;

const LOG_INTERVAL_MS = 5000;

/** What the loop ticks. */
export interface Ticked {
  /** One tick, done when it returns. */
  tick(): void;
  /** Told what `tick` has thrown, to end this one alone. */
  fail(error: unknown): void;
}

export interface TickLoopOptions {
  readonly metrics: Pick<Metrics, 'tickLatenessSeconds' | 'droppedTicks'>;
  readonly load: Pick<LoadMeter, 'countTick'>;
  readonly log: Pick<Logger, 'warn' | 'error'>;
  readonly clock?: LoopClock;
}

interface Entry {
  readonly ticked: Ticked;
  readonly phaseMs: number;
  isOpen: boolean;
  /** The next tick to run, counted in ticks since the clock began. */
  number: number;
  /** When it is due, on the clock. */
  dueMs: number;
}

/**
 * The one loop of a process: ticks all its rooms 60 times a second, each at its own place within the tick, so that the
 * work is spread. Every tick is due at a moment reckoned from the clock's beginning: what a timer is late never adds up.
 */
export class TickLoop {
  readonly #options: TickLoopOptions;
  readonly #clock: LoopClock;
  readonly #places = new TickPlaces();
  readonly #entries: Entry[] = [];
  /** A run lasts until the loop sleeps; it may pause for I/O. */
  #isRunning = false;
  #callOff: (() => void) | undefined;
  #untoldDrops = 0;
  #toldAtMs = -Infinity;

  constructor(options: TickLoopOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Ticks from now on, first within a tick's time; returns how to stop, also from within a tick. */
  add(ticked: Ticked): () => void {
    const place = this.#places.take();
    const entry: Entry = { ticked, phaseMs: phaseMsOf(place), isOpen: true, number: 0, dueMs: 0 };
    advance(entry, Math.floor((this.#clock.nowMs() - entry.phaseMs) / TICK_MS) + 1);
    this.#entries.push(entry);
    if (!this.#isRunning) this.#sleep();
    return () => {
      if (!entry.isOpen) return;
      entry.isOpen = false;
      this.#entries.splice(this.#entries.indexOf(entry), 1);
      this.#places.giveBack(place);
      if (!this.#isRunning) this.#sleep();
    };
  }

  /** Runs what is due, the room that waits the longest first, however rooms come and go meanwhile. */
  readonly #run = (): void => {
    this.#isRunning = true;
    const startMs = this.#clock.nowMs();
    let timeMs = startMs;
    let entry = this.#next();
    while (entry !== undefined && entry.dueMs <= timeMs) {
      if (timeMs - startMs >= RUN_BUDGET_MS) return this.#clock.afterIo(this.#run);
      this.#tick(entry, timeMs);
      timeMs = this.#clock.nowMs();
      // What a room is late for runs in a row. Its data is in the processor's cache then, and each tick costs a fifth less.
      if (!entry.isOpen || entry.dueMs > timeMs) entry = this.#next();
    }
    this.#isRunning = false;
    this.#tellDrops(timeMs);
    this.#sleep();
  };

  #tick(entry: Entry, nowMs: number): void {
    const { metrics, load } = this.#options;
    const ticksLate = Math.floor((nowMs - entry.dueMs) / TICK_MS);
    if (ticksLate > MAX_LATE_TICKS) {
      metrics.droppedTicks.inc(ticksLate);
      this.#untoldDrops += ticksLate;
      advance(entry, ticksLate);
    }
    const lateMs = Math.max(0, nowMs - entry.dueMs);
    metrics.tickLatenessSeconds.observe(lateMs / 1000);
    load.countTick(lateMs);
    advance(entry, 1);
    try {
      entry.ticked.tick();
    } catch (error) {
      this.#fail(entry, error);
    }
  }

  /** Whatever a room does with its failure, the others are ticked on. */
  #fail({ ticked }: Entry, error: unknown): void {
    try {
      ticked.fail(error);
    } catch (cause) {
      this.#options.log.error({ err: cause }, 'room could not be ended');
    }
  }

  /** Some hundred rooms at most: looking through them costs less than keeping them in order. */
  #next(): Entry | undefined {
    let next: Entry | undefined;
    for (const entry of this.#entries) if (next === undefined || entry.dueMs < next.dueMs) next = entry;
    return next;
  }

  #sleep(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    const next = this.#next();
    if (next === undefined) return;
    const ms = Math.ceil(next.dueMs - this.#clock.nowMs());
    this.#callOff = this.#clock.wakeIn(Math.max(1, ms), this.#run);
  }

  #tellDrops(nowMs: number): void {
    if (this.#untoldDrops === 0 || nowMs - this.#toldAtMs < LOG_INTERVAL_MS) return;
    this.#options.log.warn({ ticks: this.#untoldDrops, rooms: this.#entries.length }, 'ticks dropped');
    this.#untoldDrops = 0;
    this.#toldAtMs = nowMs;
  }
}

/** Reckoned from the number of the tick each time: sums of many ticks would be off in the end. */
function advance(entry: Entry, ticks: number): void {
  entry.number += ticks;
  entry.dueMs = entry.phaseMs + entry.number * TICK_MS;
}
