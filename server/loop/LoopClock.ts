/** How a loop tells time and waits; tests move it by hand. */
export interface LoopClock {
  /** Milliseconds that only go forward. */
  nowMs(): number;
  /** Calls `wake` once, after so many whole milliseconds or a little more; gives how to call that off. */
  wakeIn(ms: number, wake: () => void): () => void;
  /** Calls `next` once, as soon as the sockets that have something to read were read. */
  afterIo(next: () => void): void;
}

export const systemClock: LoopClock = {
  nowMs: performance.now.bind(performance),
  wakeIn(ms, wake) {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
  afterIo: (next) => void setImmediate(next),
};
