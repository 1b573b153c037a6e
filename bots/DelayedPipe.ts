import type { DelayLine } from './DelayLine.ts';

/** The time of a proxy; tests bring their own. */
export interface Clock {
  nowMs(): number;
  /** Calls back once, not before `delayMs` have passed; gives what takes the call back. */
  schedule(callback: () => void, delayMs: number): () => void;
}

/** Where chunks go in or come out: the part of a socket that a pipe works. */
export interface PipeSource {
  pause(): unknown;
  resume(): unknown;
}
export interface PipeSink {
  /** False when it wants no more until `drained` is called. */
  write(chunk: Uint8Array): boolean;
  end(): unknown;
}

interface Entry {
  readonly atMs: number;
  /** undefined: the end of the stream. */
  readonly chunk: Uint8Array | undefined;
}

/** More in flight than this and the sender waits, as a full TCP window would make it. */
const WINDOW_BYTES = 1 << 20;

/** Says how many bytes of so many the next piece has; at least one. */
export type CutPiece = (bytesLeft: number) => number;

/** Carries the chunks of one direction, in order, each no sooner than its line lets it go. */
export class DelayedPipe {
  readonly #line: DelayLine;
  readonly #clock: Clock;
  readonly #source: PipeSource;
  readonly #sink: PipeSink;
  #queue: Entry[] = [];
  #queuedBytes = 0;
  #isBlocked = false;
  #isPaused = false;
  #isHeld = false;
  #isEnded = false;
  #cutPiece: CutPiece | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(line: DelayLine, clock: Clock, source: PipeSource, sink: PipeSink) {
    this.#line = line;
    this.#clock = clock;
    this.#source = source;
    this.#sink = sink;
  }

  /** From now on chunks leave in pieces, each in a turn of the event loop of its own; undefined: whole. */
  cutInto(cutPiece: CutPiece | undefined): void {
    this.#cutPiece = cutPiece;
  }

  /** While held, what enters waits and nothing leaves, not even the end. */
  setHeld(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#release();
  }

  /** What comes after the end, or after `destroy`, is forgotten. */
  push(chunk: Uint8Array): void {
    if (this.#isEnded) return;
    this.#queuedBytes += chunk.length;
    for (let from = 0; from < chunk.length;) {
      const bytes = this.#cutPiece?.(chunk.length - from) ?? chunk.length;
      this.#enter(chunk.subarray(from, from + bytes));
      from += bytes;
    }
    this.#release();
    if (this.#queuedBytes <= WINDOW_BYTES || this.#isPaused) return;
    this.#isPaused = true;
    this.#source.pause();
  }

  /** The sender has said all; the end travels behind its last chunk. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#enter(undefined);
    this.#release();
  }

  /** The sink takes more again. */
  drained(): void {
    this.#isBlocked = false;
    this.#release();
  }

  /** Forgets what is in flight, and what may still come. */
  destroy(): void {
    this.#isEnded = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  #enter(chunk: Uint8Array | undefined): void {
    this.#queue.push({ atMs: this.#line.releaseAt(this.#clock.nowMs(), chunk?.length), chunk });
  }

  /** @param pieces at most so many; of a stream in pieces one a turn, for two would arrive as one */
  #release(pieces = this.#cutPiece === undefined ? Infinity : 0): void {
    for (let left = pieces; left > 0 && !this.#isBlocked && !this.#isHeld; left--) {
      const next = this.#queue[0];
      if (next === undefined || next.atMs > this.#clock.nowMs()) break;
      this.#queue.shift();
      this.#deliver(next.chunk);
    }
    if (this.#isPaused && this.#queuedBytes <= WINDOW_BYTES / 2) {
      this.#isPaused = false;
      this.#source.resume();
    }
    this.#waitForNext();
  }

  #deliver(chunk: Uint8Array | undefined): void {
    if (chunk === undefined) {
      this.#sink.end();
      return;
    }
    this.#queuedBytes -= chunk.length;
    this.#isBlocked = !this.#sink.write(chunk);
  }

  #waitForNext(): void {
    const next = this.#queue[0];
    if (next === undefined || this.#isBlocked || this.#isHeld || this.#cancelTimer !== undefined) return;
    this.#cancelTimer = this.#clock.schedule(() => {
      this.#cancelTimer = undefined;
      this.#release(this.#cutPiece === undefined ? Infinity : 1);
    }, next.atMs - this.#clock.nowMs());
  }
}
