import type { Kysely } from 'kysely';
import type { ReportReason } from '../../shared/defs/reports.ts';
import type { Report } from '../reports/Report.ts';
import type { Database, RowOf } from './tables.ts';

/** As many as somebody reads at a time. */
const MOST_REPORTS = 100;

/** Keeps what people report. */
export class ReportStore {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Rejects when the database is away. */
  async add({ id, reporter, reported, reason, matchId, tick, said, replay, atMs }: Report): Promise<void> {
    await this.#db
      .insertInto('reports')
      .values({
        id,
        reporter_session: reporter.session,
        reporter_id: reporter.playerId ?? null,
        reported_session: reported.session,
        reported_id: reported.playerId ?? null,
        reported_name: reported.name,
        match_id: matchId,
        tick,
        reason,
        said: JSON.stringify(said),
        replay,
        created_at: atMs,
      })
      .execute();
  }

  /** The newest first, and no more than somebody reads at a time. */
  async newest(): Promise<Report[]> {
    const rows = await this.#db
      .selectFrom('reports')
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(MOST_REPORTS)
      .execute();
    return rows.map(reportOf);
  }
}

function reportOf(row: RowOf<'reports'>): Report {
  return {
    id: row.id,
    reporter: { session: row.reporter_session, playerId: row.reporter_id ?? undefined },
    reported: { session: row.reported_session, playerId: row.reported_id ?? undefined, name: row.reported_name },
    reason: row.reason as ReportReason,
    matchId: row.match_id,
    tick: row.tick,
    said: JSON.parse(row.said) as Report['said'],
    replay: row.replay,
    atMs: row.created_at,
  };
}
