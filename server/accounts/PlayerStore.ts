import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import { endOfStretch } from '../persistence/endOfStretch.ts';
import { isDuplicate } from '../persistence/isRefusal.ts';
import type { Database } from '../persistence/tables.ts';
import { endLogins } from './endLogins.ts';
import type { Person } from './Person.ts';

/** What an account has that a guest has not. */
export interface Credentials {
  readonly name: string;
  /** No two accounts have the same. */
  readonly nameKey: string;
  readonly passwordHash: string;
}

/** A player as the database knows them. */
export interface KnownPlayer extends Person {
  readonly tokenVersion: number;
  /** Null for guests. */
  readonly passwordHash: string | null;
}

/** So long nobody has come back as a guest. */
const GUEST_KEPT_MS = 30 * 86_400_000;

const COLUMNS = ['id', 'name', 'kind', 'token_version', 'password_hash'] as const;

/** The players of a server: guests, and owners of accounts. Rejects while the database is away. */
export class PlayerStore {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async addGuest(name: string, nowMs: number): Promise<KnownPlayer> {
    const id = randomUUID();
    const times = { created_at: nowMs, seen_at: nowMs };
    await this.#db
      .insertInto('players')
      .values({ id, name, kind: 'guest', ...times })
      .execute();
    return { playerId: id, name, kind: 'guest', tokenVersion: 0, passwordHash: null };
  }

  /** Undefined when another account has the name. */
  async addAccount({ name, nameKey, passwordHash }: Credentials, nowMs: number): Promise<KnownPlayer | undefined> {
    const id = randomUUID();
    const credentials = { name, name_key: nameKey, password_hash: passwordHash };
    const added = await this.#db
      .insertInto('players')
      .values({ id, kind: 'account', ...credentials, created_at: nowMs, seen_at: nowMs })
      .onConflict((conflict) => conflict.column('name_key').doNothing())
      .returning('id')
      .executeTakeFirst();
    return added && { playerId: id, name, kind: 'account', tokenVersion: 0, passwordHash };
  }

  /**
   * Makes a guest the owner of an account; all that was played stays theirs. It may be a part of a transaction, which is over when this rejects.
   * @returns whether that was done: not for who has an account already
   * @throws a `nameTaken` refusal when another account has the name
   */
  async claim(playerId: string, { name, nameKey, passwordHash }: Credentials): Promise<boolean> {
    try {
      const claimed = await this.#db
        .updateTable('players')
        .set({ kind: 'account', name, name_key: nameKey, password_hash: passwordHash })
        .where('id', '=', playerId)
        .where('kind', '=', 'guest')
        .returning('id')
        .executeTakeFirst();
      return claimed !== undefined;
    } catch (error) {
      // Asking first whether the name is free would not do: of two who ask in the same moment both would hear yes.
      throw isDuplicate(error) ? refusal(HTTP_ERRORS.nameTaken) : error;
    }
  }

  find(playerId: string): Promise<KnownPlayer | undefined> {
    return this.#findBy('id', playerId);
  }

  findAccount(nameKey: string): Promise<KnownPlayer | undefined> {
    return this.#findBy('name_key', nameKey);
  }

  /**
   * Sets the password of an account, makes all its tokens void and ends all its logins, in one step: of two who do so at once one is
   * first.
   * @returns the version of tokens that counts from now on; undefined when it is another already than the given one
   */
  async setPassword(
    { playerId, tokenVersion }: Pick<KnownPlayer, 'playerId' | 'tokenVersion'>,
    passwordHash: string,
    nowMs: number,
  ): Promise<number | undefined> {
    return this.#db.transaction().execute(async (db) => {
      const changed = await db
        .updateTable('players')
        .set({ password_hash: passwordHash, token_version: tokenVersion + 1 })
        .where('id', '=', playerId)
        .where('kind', '=', 'account')
        .where('token_version', '=', tokenVersion)
        .returning('token_version')
        .executeTakeFirst();
      if (changed === undefined) return undefined;
      await endLogins(db, 'player_id', playerId, nowMs);
      return changed.token_version;
    });
  }

  async rename(playerId: string, name: string): Promise<void> {
    await this.#db.updateTable('players').set({ name }).where('id', '=', playerId).execute();
  }

  /** Notes that a player was there, for whoever tidies up. */
  async see(playerId: string, nowMs: number): Promise<void> {
    await this.#db.updateTable('players').set({ seen_at: nowMs }).where('id', '=', playerId).execute();
  }

  /**
   * Deletes guests, with their logins, whom nobody has seen for a month and nobody would miss: a stretch of players, as
   * `TidyStretch` says. Who is in a match on record, was reported or banned stays.
   */
  async tidyGuests(after: string, nowMs: number): Promise<string | undefined> {
    const players = this.#db.selectFrom('players').select('id as key');
    const end = await endOfStretch(players.where('id', '>', after).orderBy('id'));
    await this.#db
      .deleteFrom('players')
      .where('id', '>', after)
      .$if(end !== undefined, (rows) => rows.where('id', '<=', end!))
      .where('kind', '=', 'guest')
      .where('seen_at', '<=', nowMs - GUEST_KEPT_MS)
      .where((row) =>
        row.not(
          row.exists(row.selectFrom('match_players').select('match_id').whereRef('player_id', '=', 'players.id')),
        ),
      )
      .where((row) =>
        row.not(row.exists(row.selectFrom('reports').select('reports.id').whereRef('reported_id', '=', 'players.id'))),
      )
      .where((row) =>
        row.not(row.exists(row.selectFrom('bans').select('bans.id').whereRef('player_id', '=', 'players.id'))),
      )
      .execute();
    return end;
  }

  async #findBy(column: 'id' | 'name_key', value: string): Promise<KnownPlayer | undefined> {
    const row = await this.#db.selectFrom('players').select(COLUMNS).where(column, '=', value).executeTakeFirst();
    if (row === undefined) return undefined;
    const { id, name, kind, token_version: tokenVersion, password_hash: passwordHash } = row;
    return { playerId: id, name, kind, tokenVersion, passwordHash };
  }
}
