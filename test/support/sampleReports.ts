import type { Report } from '../../server/reports/Report.ts';

/** The UUID of the n-th report of a test. */
export const idOfReport = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export function sampleReport(change: Partial<Report> = {}): Report {
  return {
    id: idOfReport(1),
    reporter: { session: 'seat-1', playerId: undefined },
    reported: { session: 'seat-2', playerId: undefined, name: 'Bo’; drop table reports; --' },
    reason: 'abuse',
    matchId: 'match-1',
    tick: 4200,
    said: [{ tick: 4100, to: 'all', said: { text: 'something "rude"' } }],
    replay: `${idOfReport(1)}.replay`,
    atMs: 1_800_000_000_000,
    ...change,
  };
}
