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
import type { WaitingReports } from './WaitingReports.ts';
import { tidyReports } from './tidyReports.ts';

const TIDY_UP_MS = 6 * 3_600_000;

export interface ReportDeskOptions {
  /** Takes the slices of matches, by the ids of the reports they belong to. */
  readonly recorder: Pick<ReplayRecorder, 'save' | 'settle' | 'directory'>;
  readonly store: Pick<ReportStore, 'deleteOld' | 'findKept'>;
  /** Takes the reports themselves. */
  readonly waiting: Pick<WaitingReports, 'start' | 'submit' | 'settle' | 'stop'>;
  readonly budget?: Pick<RequestBudget, 'spend'>;
  readonly log: Pick<Logger, 'debug'>;
  /** Milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** Takes the reports of all rooms of a process, keeps what they show, and deletes what is old. */
export class ReportDesk {
  readonly #options: ReportDeskOptions;
  readonly #budget: Pick<RequestBudget, 'spend'>;
  readonly #nowMs: () => number;
  #tidying = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ReportDeskOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
    this.#budget = options.budget ?? new RequestBudget({ requests: REPORT_LIMIT.reports, perMs: REPORT_LIMIT.perMs });
  }

  /** Files what an earlier process left, and begins to delete what is old; the database has to be open. */
  start(): void {
    this.#options.waiting.start();
    const tidyUp = () => {
      this.#tidying = this.#tidyUp();
    };
    tidyUp();
    this.#timer = setInterval(tidyUp, TIDY_UP_MS);
  }

  /** Resolves when nothing is written or deleted any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#options.waiting.stop();
    await this.#tidying;
    await this.#options.recorder.settle();
  }

  /**
   * Files a complaint as a report. While the database is away it waits on the disk.
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
    this.#options.waiting.submit(report);
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

  /** Resolves when every report is in the database or waits for it, with its slice, or has failed to. */
  async settle(): Promise<void> {
    await this.#options.waiting.settle();
    await this.#options.recorder.settle();
  }

  async #tidyUp(): Promise<void> {
    const { store, recorder, log } = this.#options;
    await tidyReports(store, recorder.directory, this.#nowMs()).catch((error: unknown) =>
      log.debug({ err: error }, 'reports not tidied up'),
    );
  }
}
