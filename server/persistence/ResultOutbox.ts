import type { Logger } from '../infra/logger.ts';
import type { Metrics } from '../infra/metrics.ts';
import { systemClock, type LoopClock } from '../loop/LoopClock.ts';
import type { SpareTime } from '../loop/SpareTime.ts';
import type { MatchResult } from '../match/MatchResult.ts';
import { isHopeless } from './isHopeless.ts';
import type { ResultFiles } from './ResultFiles.ts';
import type { MatchClaim, ResultStore } from './ResultStore.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8000;

/** What a server that stops waits for a database that is slow to take the last results; what is left waits on the disk. */
const STOP_PATIENCE_MS = 3000;

export interface OutboxOptions {
  readonly files: Pick<ResultFiles, 'keep' | 'list' | 'read' | 'forget' | 'setAside'>;
  readonly store: Pick<ResultStore, 'write' | 'claim'>;
  /** When there is time to write one. */
  readonly spareTime: Pick<SpareTime, 'wait'>;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'resultsWaiting' | 'resultsRefused'>;
  readonly clock?: Pick<LoopClock, 'wakeIn'>;
}

/**
 * Brings results of matches into the database, each once, whatever breaks down on the way. A result is first put on the
 * disk; from there it is written in the order in which the matches ended, as soon as the database takes it, and
 * forgotten only then. What a crash leaves on the disk is found at the next start; the database knows what it has already.
 */
export class ResultOutbox {
  readonly #options: OutboxOptions;
  readonly #clock: Pick<LoopClock, 'wakeIn'>;
  /** What could not be put on the disk, which is full, say: it waits here. */
  readonly #unkept: MatchResult[] = [];
  readonly #keeping = new Set<Promise<void>>();
  #working: Promise<void> | undefined;
  #isAskedAgain = false;
  #life: 'running' | 'stopping' | 'stopped' = 'running';
  #pauseMs = FIRST_PAUSE_MS;
  #cancelPause: (() => void) | undefined;
  #onRecord: (result: MatchResult) => void = () => {};

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Has `listener` told of each result that is on record by now, whoever put it there; in place of any other. */
  onRecord(listener: (result: MatchResult) => void): void {
    this.#onRecord = listener;
  }

  /** Takes up what an earlier process left. To be called when the database is open. */
  start(): void {
    this.#work();
  }

  /** Resolves when the result is safe on the disk, or else in memory. Never rejects. */
  submit(result: MatchResult): Promise<void> {
    const keeping = this.#keep(result).then(() => {
      this.#keeping.delete(keeping);
      this.#work();
    });
    this.#keeping.add(keeping);
    return keeping;
  }

  /**
   * Notes that this process runs a match from now on, so that an earlier owner no longer writes its result. While the
   * database is away nobody hears of it; the result is written once all the same. Never rejects.
   */
  async claim(claim: MatchClaim): Promise<void> {
    const { store, log } = this.#options;
    await store
      .claim(claim)
      .catch((error: unknown) => log.warn({ err: error, match: claim.matchId }, 'match not claimed'));
  }

  /** Lets what is on its way arrive; what the database does not take in a few seconds is left for the next start. */
  async stop(): Promise<void> {
    await Promise.all(this.#keeping);
    this.#life = 'stopping';
    this.#cancelPause?.();
    const patience = Promise.withResolvers<void>();
    const cancel = this.#clock.wakeIn(STOP_PATIENCE_MS, patience.resolve);
    await Promise.race([this.#working, patience.promise]);
    cancel();
    this.#life = 'stopped';
    if (this.#unkept.length > 0) this.#options.log.error({ results: this.#unkept }, 'results lost');
  }

  async #keep(result: MatchResult): Promise<void> {
    const { files, log, metrics } = this.#options;
    try {
      await files.keep(result);
    } catch (error) {
      log.error({ err: error, match: result.matchId }, 'result could not be put on the disk');
      this.#unkept.push(result);
      metrics.resultsWaiting.inc();
    }
  }

  /** Begins to write, unless that is under way: then once more after it. */
  #work(): void {
    this.#isAskedAgain = true;
    if (this.#life === 'running' && this.#cancelPause === undefined) this.#working ??= this.#writeAll();
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#isAskedAgain) {
        this.#isAskedAgain = false;
        await this.#writeUnkept();
        await this.#writeFiles();
        this.#pauseMs = FIRST_PAUSE_MS;
      }
    } catch (error) {
      this.#pause(error);
    }
    this.#working = undefined;
  }

  async #writeFiles(): Promise<void> {
    const { files, metrics } = this.#options;
    const names = await files.list();
    for (const [index, name] of names.entries()) {
      if (this.#life === 'stopped') return;
      metrics.resultsWaiting.set(names.length - index + this.#unkept.length);
      const isTaken = await this.#deliver(name, () => files.read(name));
      if (isTaken) await files.forget(name);
      else await files.setAside(name);
    }
    metrics.resultsWaiting.set(this.#unkept.length);
  }

  async #writeUnkept(): Promise<void> {
    for (let result = this.#unkept[0]; result !== undefined; result = this.#unkept[0]) {
      const unkept = result;
      await this.#deliver(unkept.matchId, async () => unkept);
      this.#unkept.shift();
      this.#options.metrics.resultsWaiting.dec();
    }
  }

  /** Gives whether the database has the result; false when nobody will ever take it. Rejects when it is to be tried again. */
  async #deliver(name: string, read: () => Promise<MatchResult>): Promise<boolean> {
    const { store, spareTime, log, metrics } = this.#options;
    await spareTime.wait('results');
    try {
      const result = await read();
      const outcome = await store.write(result);
      log.info({ match: result.matchId, outcome }, 'result of a match');
      if (outcome !== 'outranked') this.#onRecord(result);
      return true;
    } catch (error) {
      if (!isHopeless(error)) throw error;
      metrics.resultsRefused.inc();
      log.error({ err: error, result: name }, 'result refused for good');
      return false;
    }
  }

  #pause(error: unknown): void {
    const { log } = this.#options;
    if (this.#life !== 'running') return;
    log.warn({ err: error, tryAgainInMs: this.#pauseMs }, 'results wait for the database');
    this.#cancelPause = this.#clock.wakeIn(this.#pauseMs, () => {
      this.#cancelPause = undefined;
      this.#work();
    });
    this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS);
  }
}
