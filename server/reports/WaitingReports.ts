import type { Logger } from '../infra/logger.ts';
import { systemClock, type LoopClock } from '../loop/LoopClock.ts';
import { isHopeless } from '../persistence/isHopeless.ts';
import type { ReportStore } from '../persistence/ReportStore.ts';
import type { WaitingFiles } from '../persistence/WaitingFiles.ts';
import type { Report } from './Report.ts';

/** Nobody who looks into reports misses one that comes so much later. */
const PAUSE_MS = 5000;

/** What a server that stops waits for a database that is slow; what is left waits on the disk. */
const STOP_PATIENCE_MS = 3000;

export interface WaitingReportsOptions {
  readonly files: Pick<WaitingFiles<Report>, 'keep' | 'list' | 'read' | 'forget' | 'setAside'>;
  readonly store: Pick<ReportStore, 'add'>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly clock?: Pick<LoopClock, 'wakeIn'>;
}

/**
 * Brings reports into the database, each once, whatever breaks down on the way: each is put on the disk, and forgotten there only when
 * the database has it. What a crash leaves is found at the next start, also by another process that shares the directory.
 */
export class WaitingReports {
  readonly #options: WaitingReportsOptions;
  readonly #clock: Pick<LoopClock, 'wakeIn'>;
  #keeping: Promise<unknown> = Promise.resolve();
  #work: Promise<void> = Promise.resolve();
  #cancelPause: (() => void) | undefined;
  #isStopped = false;

  constructor(options: WaitingReportsOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** Takes up what waits. To be called when the database is open. */
  start(): void {
    this.#work = this.#work.then(() => this.#addAll());
  }

  /** Returns at once. */
  submit(report: Report): void {
    const kept = this.#keep(report);
    this.#keeping = Promise.all([this.#keeping, kept]);
    this.#work = Promise.all([this.#work, kept]).then(() => this.#addAll());
  }

  /** Resolves when every report so far is in the database, or waits for it on the disk. */
  settle(): Promise<void> {
    return this.#work;
  }

  /** Resolves when every report is safe; what the database does not take in a few seconds is left for the next start. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelPause?.();
    await this.#keeping;
    const patience = Promise.withResolvers<void>();
    const cancel = this.#clock.wakeIn(STOP_PATIENCE_MS, patience.resolve);
    await Promise.race([this.#work, patience.promise]);
    cancel();
  }

  async #keep(report: Report): Promise<void> {
    const { files, store, log } = this.#options;
    try {
      await files.keep(report);
    } catch (error) {
      log.error({ err: error, report: report.id }, 'report could not be put on the disk');
      await store.add(report).catch((reason: unknown) => log.error({ err: reason, report }, 'report lost'));
    }
  }

  async #addAll(): Promise<void> {
    if (this.#cancelPause !== undefined) return;
    try {
      for (const name of await this.#options.files.list()) {
        if (this.#isStopped) return;
        await this.#add(name);
      }
    } catch (error) {
      this.#pause(error);
    }
  }

  /** Rejects when it is to be tried again. */
  async #add(name: string): Promise<void> {
    const { files, store, log } = this.#options;
    try {
      const report = await files.read(name);
      await store.add(report);
      log.info({ report: report.id, match: report.matchId }, 'report filed');
    } catch (error) {
      // Another process that shares the directory was quicker.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      if (!isHopeless(error)) throw error;
      log.error({ err: error, file: name }, 'report refused for good');
      return files.setAside(name);
    }
    await files.forget(name);
  }

  #pause(error: unknown): void {
    if (this.#isStopped) return;
    this.#options.log.warn({ err: error, tryAgainInMs: PAUSE_MS }, 'reports wait for the database');
    this.#cancelPause = this.#clock.wakeIn(PAUSE_MS, () => {
      this.#cancelPause = undefined;
      this.start();
    });
  }
}
