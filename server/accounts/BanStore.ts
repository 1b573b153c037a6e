import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from '../persistence/tables.ts';

export interface Ban {
  readonly playerId: string;
  /** For the host and the moderators. */
  readonly reason: string;
  /** A player's id; absent: the host. */
  readonly bannedBy?: string | undefined;
  /** In milliseconds since 1970; absent: for good. */
  readonly untilMs?: number | undefined;
}

/** Who may not play. Rejects while the database is away. */
export class BanStore {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Keeps a ban of a player who exists. */
  async add({ playerId, reason, bannedBy, untilMs }: Ban, nowMs: number): Promise<void> {
    const row = { id: randomUUID(), player_id: playerId, reason, created_at: nowMs };
    await this.#db
      .insertInto('bans')
      .values({ ...row, banned_by: bannedBy ?? null, expires_at: untilMs ?? null })
      .execute();
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
