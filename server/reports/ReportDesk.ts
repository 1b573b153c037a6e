import { randomUUID } from 'node:crypto';
import { REPORT_LIMIT } from '../../shared/defs/reports.ts';
import { RequestBudget } from '../http/RequestBudget.ts';
import type { Logger } from '../infra/logger.ts';
import type { ReplaySlice } from '../match/MatchRecord.ts';
import type { ReplayRecorder } from '../match/ReplayRecorder.ts';
import type { ReportStore } from '../persistence/ReportStore.ts';
import type { Complaint, Report } from './Report.ts';

export interface ReportDeskOptions {
  /** Takes the slices of matches, by the ids of the reports they belong to. */
  readonly recorder: Pick<ReplayRecorder, 'save' | 'settle'>;
  readonly store: Pick<ReportStore, 'add'>;
  readonly budget?: Pick<RequestBudget, 'spend'>;
  readonly log: Pick<Logger, 'info' | 'error'>;
  /** Milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** Takes the reports of all rooms of a process. */
export class ReportDesk {
  readonly #options: ReportDeskOptions;
  readonly #budget: Pick<RequestBudget, 'spend'>;
  readonly #nowMs: () => number;
  #filing = Promise.resolve();

  constructor(options: ReportDeskOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
    this.#budget = options.budget ?? new RequestBudget({ requests: REPORT_LIMIT.reports, perMs: REPORT_LIMIT.perMs });
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

  /** Resolves when every report is kept with its slice, or has failed to be. */
  async settle(): Promise<void> {
    await this.#filing;
    await this.#options.recorder.settle();
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
