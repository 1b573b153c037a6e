import type { Logger } from '../infra/logger.ts';
import { systemClock, type LoopClock } from '../loop/LoopClock.ts';

/** At a start matches are taken up and results written that had to wait: those come first. */
const FIRST_MS = 5 * 60_000;

const EVERY_MS = 6 * 3_600_000;

/** Between two stretches the database is there for all others. */
const PAUSE_MS = 250;

/** So many rows are looked through in one go: some milliseconds of the database, and some tens where all of them go. */
export const STRETCH_ROWS = 100;

/**
 * Deletes what is over in one stretch of a table: of the next `STRETCH_ROWS` rows behind a key, in the order of the keys.
 * Gives the key at which the stretch ends; undefined where the table does. Several processes may do so at once.
 */
export type TidyStretch = (after: string, nowMs: number) => Promise<string | undefined>;

export interface TidyUpOptions {
  /** What is to be tidied up, in this order, each with a name for the log. */
  readonly tables: Readonly<Record<string, TidyStretch>>;
  readonly log: Pick<Logger, 'debug'>;
  readonly clock?: Pick<LoopClock, 'wakeIn'> | undefined;
  /** The time of day, in milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/**
 * Goes through tables every few hours and deletes what is over: a few rows at a time, and never while a match waits for it.
 * What cannot be deleted now is deleted the next time.
 */
export class TidyUp {
  readonly #options: TidyUpOptions;
  readonly #clock: Pick<LoopClock, 'wakeIn'>;
  readonly #nowMs: () => number;
  #working: Promise<void> | undefined;
  #isStopped = false;
  #endWait: (() => void) | undefined;

  constructor(options: TidyUpOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  /** Begins; the database has to be open. */
  start(): void {
    this.#working = this.#work();
  }

  /** Resolves when nothing is deleted any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#endWait?.();
    await this.#working;
  }

  async #work(): Promise<void> {
    await this.#wait(FIRST_MS);
    while (!this.#isStopped) {
      for (const [name, tidy] of Object.entries(this.#options.tables)) {
        await this.#goThrough(tidy).catch((error: unknown) =>
          this.#options.log.debug({ err: error, table: name }, 'not tidied up'),
        );
      }
      await this.#wait(EVERY_MS);
    }
  }

  async #goThrough(tidy: TidyStretch): Promise<void> {
    let end: string | undefined = '';
    while (end !== undefined && !this.#isStopped) {
      end = await tidy(end, this.#nowMs());
      await this.#wait(PAUSE_MS);
    }
  }

  async #wait(ms: number): Promise<void> {
    if (this.#isStopped) return;
    const waited = Promise.withResolvers<void>();
    const cancel = this.#clock.wakeIn(ms, waited.resolve);
    this.#endWait = () => {
      cancel();
      waited.resolve();
    };
    await waited.promise;
  }
}
