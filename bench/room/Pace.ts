import { monitorEventLoopDelay } from 'node:perf_hooks';
import { TICK_RATE } from './workload/rules.ts';

const TICK_MS = 1000 / TICK_RATE;
/** A tick that begins so long after the one before was held up by the machine. */
const STALL_MS = 250;

/** What sets off the ticks. */
export interface Pace {
  /** Begins with the first tick. */
  start(): void;
  /** To be called with every input that arrives. */
  hearInput(): void;
  /** No tick follows. */
  stop(): void;
  /** Starts counting anew. */
  beginWindow(): void;
  /** What has been noticed since then. */
  readonly notes: PaceNotes;
}

export interface PaceNotes {
  /** Ticks that began more than 250 ms after the one before. */
  readonly stalls: number;
  /** Open loop alone: how late 99 % of the ticks began at most, how long they took, and the turns of the event loop. */
  readonly latenessMs?: readonly number[];
  readonly tickMs?: readonly number[];
  readonly loopDelayP99Ms?: number;
}

/** Runs a tick as soon as an input from every client has arrived since the last. */
export class LockStep implements Pace {
  readonly #clients: number;
  readonly #tick: () => void;
  #heard = 0;
  #isOver = false;
  #lastMs = performance.now();
  #stalls = 0;

  constructor(clients: number, tick: () => void) {
    this.#clients = clients;
    this.#tick = tick;
  }

  start(): void {
    this.#lastMs = performance.now();
    setImmediate(this.#run);
  }

  hearInput(): void {
    this.#heard += 1;
    // Later: this input is only on its way to where the tick will look for it.
    if (this.#heard % this.#clients === 0) setImmediate(this.#run);
  }

  stop(): void {
    this.#isOver = true;
  }

  beginWindow(): void {
    this.#stalls = 0;
  }

  get notes(): PaceNotes {
    return { stalls: this.#stalls };
  }

  readonly #run = (): void => {
    if (this.#isOver) return;
    const nowMs = performance.now();
    if (nowMs - this.#lastMs > STALL_MS) this.#stalls += 1;
    this.#lastMs = nowMs;
    this.#tick();
  };
}

/** Runs 30 ticks a second by the clock, and none twice that it is too late for. */
export class OpenLoop implements Pace {
  readonly #tick: () => void;
  readonly #delay = monitorEventLoopDelay({ resolution: 1 });
  #dueMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #latenessMs: number[] = [];
  #tickMs: number[] = [];

  constructor(tick: () => void) {
    this.#tick = tick;
    this.#delay.enable();
  }

  start(): void {
    this.#dueMs = performance.now();
    this.#timer = setTimeout(this.#run, 0);
  }

  hearInput(): void {}

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  beginWindow(): void {
    this.#latenessMs = [];
    this.#tickMs = [];
    this.#delay.reset();
  }

  get notes(): PaceNotes {
    const stalls = this.#latenessMs.filter((lateMs) => lateMs > STALL_MS - TICK_MS).length;
    const loopDelayP99Ms = this.#delay.percentile(99) / 1e6;
    return { stalls, latenessMs: this.#latenessMs, tickMs: this.#tickMs, loopDelayP99Ms };
  }

  readonly #run = (): void => {
    const startMs = performance.now();
    const { lateMs, nextDueMs } = keepTime(startMs, this.#dueMs);
    this.#latenessMs.push(lateMs);
    this.#dueMs = nextDueMs;
    // Before the tick, which may be the one that stops it all.
    this.#timer = setTimeout(this.#run, Math.max(0, this.#dueMs - performance.now()));
    this.#tick();
    this.#tickMs.push(performance.now() - startMs);
  };
}

/**
 * How late a tick begins, and when the next is due: at the first beat that is still to come, so that a tick is left out rather than run
 * twice. A timer may fire a little too early as well; the beat stays.
 */
export function keepTime(startMs: number, dueMs: number): { readonly lateMs: number; readonly nextDueMs: number } {
  const lateMs = Math.max(0, startMs - dueMs);
  return { lateMs, nextDueMs: dueMs + (Math.floor(lateMs / TICK_MS) + 1) * TICK_MS };
}
