import type { Kysely } from 'kysely';
import type { ReportReason } from '../../shared/defs/reports.ts';
import type { Handling, KeptReport, Report, ReportPage, ReportParty } from '../reports/Report.ts';
import type { Database, RowOf } from './tables.ts';
import { formatTimedPlace, readTimedPlace } from './timedPlace.ts';

/** As many as tell whether somebody is reported again and again. */
const MOST_OTHERS = 20;

/** Times in milliseconds since 1970. */
export interface ReportAges {
  /** Reports that were handled until then, */
  readonly handledUntilMs: number;
  /** and those that were made until then, handled or not. */
  readonly madeUntilMs: number;
}

/** Keeps what people report. Rejects while the database is away. */
export class ReportStore {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * The same one may come again; nothing changes then. Players whom the database does not know, since it was restored from an
   * older copy say, are named by their seats alone.
   */
  async add({ id, reporter, reported, reason, matchId, tick, said, replay, atMs }: Report): Promise<void> {
    await this.#db
      .insertInto('reports')
      .values({
        id,
        reporter_session: reporter.session,
        reporter_id: this.#idIfKnown(reporter),
        reported_session: reported.session,
        reported_id: this.#idIfKnown(reported),
        reported_name: reported.name,
        match_id: matchId,
        tick,
        reason,
        said: JSON.stringify(said),
        replay,
        created_at: atMs,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }

  /**
   * What nobody has looked into yet, the oldest first.
   * @param after the `next` of the page before; absent: from the oldest on
   */
  async listOpen(limit: number, after?: string): Promise<ReportPage> {
    let query = this.#db
      .selectFrom('reports')
      .selectAll()
      .where('handled_at', 'is', null)
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit);
    const place = readTimedPlace(after);
    if (place !== undefined) {
      const { atMs, id } = place;
      query = query.where((row) =>
        row.or([row('created_at', '>', atMs), row.and([row('created_at', '=', atMs), row('id', '>', id)])]),
      );
    }
    const reports = (await query.execute()).map(reportOf);
    const last = reports.length === limit ? reports.at(-1) : undefined;
    return { reports, next: last && formatTimedPlace(last) };
  }

  async find(id: string): Promise<KeptReport | undefined> {
    const row = await this.#db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
    return row && reportOf(row);
  }

  /** The last reports of a player the server knows, open or not, the newest first. */
  async listAbout(playerId: string): Promise<readonly KeptReport[]> {
    const rows = await this.#db
      .selectFrom('reports')
      .selectAll()
      .where('reported_id', '=', playerId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(MOST_OTHERS)
      .execute();
    return rows.map(reportOf);
  }

  /** Closes an open report. @returns false when there is none of this id */
  async close(id: string, { outcome, by, atMs }: Handling): Promise<boolean> {
    const closed = await this.#db
      .updateTable('reports')
      .set({ outcome, handled_by: by, handled_at: atMs })
      .where('id', '=', id)
      .where('handled_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return closed !== undefined;
  }

  async deleteOld({ handledUntilMs, madeUntilMs }: ReportAges): Promise<void> {
    await this.#db
      .deleteFrom('reports')
      .where((row) => row.or([row('handled_at', '<=', handledUntilMs), row('created_at', '<=', madeUntilMs)]))
      .execute();
  }

  /** Those of these ids that are of a report. */
  async findKept(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#db.selectFrom('reports').select('id').where('id', 'in', ids).execute();
    return new Set(rows.map(({ id }) => id));
  }

  /** Looked up by the statement that writes it. Null for nobody. */
  #idIfKnown({ playerId }: ReportParty) {
    return playerId === undefined ? null : this.#db.selectFrom('players').select('id').where('id', '=', playerId);
  }
}

function reportOf(row: RowOf<'reports'>): KeptReport {
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
    handled: handlingOf(row),
  };
}

function handlingOf({ outcome, handled_by: by, handled_at: atMs }: RowOf<'reports'>): Handling | undefined {
  return outcome === null || by === null || atMs === null ? undefined : { outcome, by, atMs };
}
