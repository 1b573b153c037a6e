import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPORT_LIMIT } from '../../shared/defs/reports.ts';
import { RequestBudget } from '../http/RequestBudget.ts';
import type { Logger } from '../infra/logger.ts';
import type { ReplaySlice } from '../match/MatchRecord.ts';
import type { ReplayRecorder } from '../match/ReplayRecorder.ts';
import type { ReportStore } from '../persistence/ReportStore.ts';
import type { Complaint, Report } from './Report.ts';
import { tidyReports } from './tidyReports.ts';

const TIDY_UP_MS = 6 * 3_600_000;

export interface ReportDeskOptions {
  /** Takes the slices of matches, by the ids of the reports they belong to. */
  readonly recorder: Pick<ReplayRecorder, 'save' | 'settle' | 'directory'>;
  readonly store: Pick<ReportStore, 'add' | 'deleteOld' | 'findKept'>;
  readonly budget?: Pick<RequestBudget, 'spend'>;
  readonly log: Pick<Logger, 'info' | 'error' | 'debug'>;
  /** Milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** Takes the reports of all rooms of a process, keeps what they show, and deletes what is old. */
export class ReportDesk {
  readonly #options: ReportDeskOptions;
  readonly #budget: Pick<RequestBudget, 'spend'>;
  readonly #nowMs: () => number;
  #filing = Promise.resolve();
  #tidying = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ReportDeskOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
    this.#budget = options.budget ?? new RequestBudget({ requests: REPORT_LIMIT.reports, perMs: REPORT_LIMIT.perMs });
  }

  /** Begins to delete what is old; the database has to be open. */
  start(): void {
    const tidyUp = () => {
      this.#tidying = this.#tidyUp();
    };
    tidyUp();
    this.#timer = setInterval(tidyUp, TIDY_UP_MS);
  }

  /** Resolves when nothing is written or deleted any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#tidying;
    await this.settle();
  }

  /**
   * Files a complaint as a report. What goes wrong on the way to the database is logged and harms nobody; the slice is kept
   * all the same.
   * @param source whose budget it is
   * @param cut gives the slice of the match that led to it; asked for only when the complaint is taken
   * @returns false when the source has made too many
   */
  file(complaint: Complaint, source: string, cut: () => ReplaySlice): boolean {
    if (!this.#budget.spend(source)) return false;
    const { matchId, tick, bytes } = cut();
    const id = randomUUID();
    this.#options.recorder.save(id, bytes);
    const report: Report = { ...complaint, id, matchId, tick, replay: `${id}.replay`, atMs: this.#nowMs() };
    this.#filing = this.#filing.then(() => this.#keep(report));
    return true;
  }

  /** The slice of a report; undefined when another process has it, or it made way for newer ones. */
  async readSlice({ replay }: Pick<Report, 'replay'>): Promise<Uint8Array | undefined> {
    try {
      return await readFile(join(this.#options.recorder.directory, replay));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Resolves when every report is kept with its slice, or has failed to be. */
  async settle(): Promise<void> {
    await this.#filing;
    await this.#options.recorder.settle();
  }

  async #tidyUp(): Promise<void> {
    const { store, recorder, log } = this.#options;
    await tidyReports(store, recorder.directory, this.#nowMs()).catch((error: unknown) =>
      log.debug({ err: error }, 'reports not tidied up'),
    );
  }

  async #keep(report: Report): Promise<void> {
    const { store, log } = this.#options;
    const { id, matchId } = report;
    try {
      await store.add(report);
      log.info({ report: id, match: matchId }, 'report filed');
    } catch (error) {
      log.error({ err: error, report: id, match: matchId }, 'report could not be filed');
    }
  }
}
