/** What a player may report another for. */
export const REPORT_REASONS = {
  cheating: 'Cheating',
  abuse: 'Abusive talk',
  name: 'Offensive name',
  spoiling: 'Spoils the match',
} as const;
export type ReportReason = keyof typeof REPORT_REASONS;
export const REPORT_REASON_IDS = Object.keys(REPORT_REASONS) as ReportReason[];

/** So many reports a person may make in each span of time: enough for a bad match, and no means to bury others. */
export const REPORT_LIMIT = { reports: 4, perMs: 10 * 60_000 } as const;
