import { BanStore, type BanCondition, type KeptBan } from '../accounts/BanStore.ts';
import { ReportStore } from '../persistence/ReportStore.ts';
import type { Handling, KeptReport, ReportPage } from '../reports/Report.ts';
import type { Services } from '../services.ts';
import type { AdminDesk } from './AdminDesk.ts';

/** A report with what is known of whom it is about. */
export interface ReviewedReport {
  readonly report: KeptReport;
  /** What else they were reported for, the newest first; empty for somebody the server does not know. */
  readonly others: readonly KeptReport[];
  /** How they were banned before, the newest first. */
  readonly bans: readonly KeptBan[];
}

/** What is to become of an open report: nothing, or a ban of whom it is about, without days for good. */
export type HandleWish =
  | { readonly report: string; readonly outcome: 'nothing' }
  | {
      readonly report: string;
      readonly outcome: 'ban';
      readonly reason: string;
      readonly days?: number | undefined;
    };

/** Why a report was not handled. */
export type NotHandled = 'unknownReport' | 'reportHandled' | 'nobodyToBan';

export interface ReportReviewOptions {
  readonly services: Pick<Services, 'db' | 'reports'>;
  readonly desk: Pick<AdminDesk, 'ban'>;
  /** The time of day, in milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** Whoever looks after a server reads what players reported, and closes it. Rejects while the database is away. */
export class ReportReview {
  readonly #options: ReportReviewOptions;
  readonly #reports: ReportStore;
  readonly #bans: BanStore;

  constructor(options: ReportReviewOptions) {
    this.#options = options;
    this.#reports = new ReportStore(options.services.db);
    this.#bans = new BanStore(options.services.db);
  }

  /** @param after the `next` of the page before */
  list(limit: number, after?: string): Promise<ReportPage> {
    return this.#reports.listOpen(limit, after);
  }

  async read(id: string): Promise<ReviewedReport | undefined> {
    const report = await this.#reports.find(id);
    if (report === undefined) return undefined;
    const { playerId } = report.reported;
    if (playerId === undefined) return { report, others: [], bans: [] };
    const about = await this.#reports.listAbout(playerId);
    return { report, others: about.filter((other) => other.id !== id), bans: await this.#bans.listOf(playerId) };
  }

  /** The half minute before a report, as a file for `npm run replay`; undefined when it is not here. */
  async readSlice(id: string): Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined> {
    const report = await this.#reports.find(id);
    const bytes = report && (await this.#options.services.reports.readSlice(report));
    return bytes && { name: report.replay, bytes };
  }

  /**
   * Closes a report, in one transaction with the ban when that is what comes of it: of two who handle it in the same moment,
   * one is told that the other did.
   * @param by the name of whose admin token it was
   * @returns why that was not done, if it was not
   */
  async handle(wish: HandleWish, by: string): Promise<NotHandled | undefined> {
    const report = await this.#reports.find(wish.report);
    if (report === undefined) return 'unknownReport';
    if (report.handled !== undefined) return 'reportHandled';
    const { nowMs = Date.now } = this.#options;
    const handling: Handling = { outcome: wish.outcome, by, atMs: nowMs() };
    let isClosed = false;
    const close: BanCondition = async (db) => (isClosed = await new ReportStore(db).close(report.id, handling));
    if (wish.outcome === 'nothing') await close(this.#options.services.db);
    else if (!(await this.#ban(report, wish, by, close))) return 'nobodyToBan';
    return isClosed ? undefined : 'reportHandled';
  }

  async #ban(
    { reported }: KeptReport,
    { reason, days }: HandleWish & { outcome: 'ban' },
    by: string,
    close: BanCondition,
  ): Promise<boolean> {
    const { playerId: player } = reported;
    return player !== undefined && this.#options.desk.ban({ player, reason, days }, by, close);
  }
}
