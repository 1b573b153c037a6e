import { RECONNECT } from './comeBack.ts';

/** A look that comes later than this finds a program that itself stood still: what came meanwhile is yet to be read. */
const MAX_LOOK_MS = 500;

/**
 * Finds connections that have gone silent though their socket is open: a frozen server closes nothing. Time counts
 * only while it is looked at, so that a page that slept, or a busy program, does not blame its server.
 */
export class SilenceWatch {
  #silentMs = 0;
  #countedUntilMs: number;

  constructor(nowMs: number) {
    this.#countedUntilMs = nowMs;
  }

  /** A patch has come. */
  hear(nowMs: number): void {
    this.#silentMs = 0;
    this.#countedUntilMs = nowMs;
  }

  /** Whether nothing has come for too long; to be asked a few times a second. */
  isSilent(nowMs: number): boolean {
    this.#silentMs += Math.min(nowMs - this.#countedUntilMs, MAX_LOOK_MS);
    this.#countedUntilMs = nowMs;
    return this.#silentMs >= RECONNECT.silenceMs;
  }
}
