import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../persistence/tables.ts';

export interface Ban {
  readonly playerId: string;
  /** For whoever looks after the server. */
  readonly reason: string;
  /** The name of whose admin token it was. */
  readonly bannedBy: string;
  /** Absent: for good. */
  readonly lastsMs?: number | undefined;
}

/** A ban as it is read again. */
export interface KeptBan extends Pick<Ban, 'playerId' | 'reason'> {
  /** Absent where that was not kept yet. */
  readonly bannedBy?: string | undefined;
  readonly atMs: number;
  /** In milliseconds since 1970; absent: for good. */
  readonly untilMs?: number | undefined;
  /** When it was taken back before its time. */
  readonly liftedAtMs?: number | undefined;
}

/** What is done in one transaction with a ban. @returns false when there is to be no ban after all */
export type BanCondition = (db: Kysely<Database>) => Promise<boolean>;

/** As many as tell what somebody is like. */
const MOST_BANS = 20;

/** Who may not play. Rejects while the database is away. */
export class BanStore {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Keeps a ban of a player who exists and makes all their tokens void, in one step, unless a condition says no.
   * @returns the version of tokens that counts from now on; undefined when the ban is not kept
   */
  async add(
    { playerId, reason, bannedBy, lastsMs }: Ban,
    nowMs: number,
    condition?: BanCondition,
  ): Promise<number | undefined> {
    const row = { id: randomUUID(), player_id: playerId, reason, created_at: nowMs };
    return this.#db.transaction().execute(async (db) => {
      if (condition !== undefined && !(await condition(db))) return undefined;
      await db
        .insertInto('bans')
        .values({ ...row, banned_by: bannedBy, expires_at: lastsMs === undefined ? null : nowMs + lastsMs })
        .execute();
      const raised = await db
        .updateTable('players')
        .set((player) => ({ token_version: player('token_version', '+', 1) }))
        .where('id', '=', playerId)
        .returning('token_version')
        .executeTakeFirstOrThrow();
      return raised.token_version;
    });
  }

  /** Takes back all bans of a player before their time. */
  async lift(playerId: string, nowMs: number): Promise<void> {
    await this.#db
      .updateTable('bans')
      .set({ lifted_at: nowMs })
      .where('player_id', '=', playerId)
      .where('lifted_at', 'is', null)
      .execute();
  }

  /** The last bans of a player, over or not, the newest first. */
  async listOf(playerId: string): Promise<readonly KeptBan[]> {
    const rows = await this.#db
      .selectFrom('bans')
      .selectAll()
      .where('player_id', '=', playerId)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(MOST_BANS)
      .execute();
    return rows.map((row) => ({
      playerId,
      reason: row.reason,
      bannedBy: row.banned_by ?? undefined,
      untilMs: row.expires_at ?? undefined,
      atMs: row.created_at,
      liftedAtMs: row.lifted_at ?? undefined,
    }));
  }

  async isBanned(playerId: string, nowMs: number): Promise<boolean> {
    const ban = await this.#db
      .selectFrom('bans')
      .select('id')
      .where('player_id', '=', playerId)
      .where('lifted_at', 'is', null)
      .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', nowMs)]))
      .limit(1)
      .executeTakeFirst();
    return ban !== undefined;
  }
}
