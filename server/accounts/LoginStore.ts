import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Kysely, SelectQueryBuilder, Transaction } from 'kysely';
import { endOfStretch } from '../persistence/endOfStretch.ts';
import type { Database } from '../persistence/tables.ts';
import type { Identity } from './AccessTokens.ts';
import { endLogins } from './endLogins.ts';

const TOKEN_BYTES = 32;
const DAY_MS = 86_400_000;

/** Who comes back within this is still signed in; each visit begins it anew. A guest has no other way back. */
const LIFETIME_MS = 90 * DAY_MS;

/** An answer that was lost on the way is asked for again within this. */
const REPEAT_MS = 30_000;

/** Tokens that were exchanged are known for this long, to tell who shows one again. */
const REMEMBERED_MS = 7 * DAY_MS;

/** A time of exchange so long ago that nobody is believed to repeat it. */
const LONG_AGO = 0;

/** A login that goes on: its id, and the one token with which it is carried on. */
export interface Login {
  readonly loginId: string;
  readonly refreshToken: string;
}

/** What a refresh token came to. */
export type Exchange =
  | (Login & { readonly kind: 'renewed'; readonly playerId: string })
  /** It had been exchanged before: somebody has a copy. The login has ended. */
  | { readonly kind: 'stolen'; readonly loginId: string; readonly playerId: string }
  | { readonly kind: 'unknown' };

interface Found {
  readonly session_id: string;
  readonly player_id: string;
  readonly expires_at: number;
  readonly used_at: number | null;
  readonly attempt: string | null;
  readonly ended_at: number | null;
}

/**
 * The logins of players. Each is a family of refresh tokens of which one counts at a time; using it makes the next one. Of
 * the tokens only hashes are kept, so whoever reads the database can sign in as nobody.
 *
 * A token that comes a second time was copied, and its login ends, for the owner as for the thief (RFC 9700, 4.14.2). But for
 * one case: an answer that was lost. Whoever names an attempt, a secret of their own, with the first use may name it again within half a
 * minute, while nobody has used what the answer held. Then the lost token is struck out for good, and another one takes its place. So
 * there is never more than one that counts, and whichever of two who share token and attempt is struck out gives both away with the
 * next use.
 */
export class LoginStore {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Makes a player and begins their first login, in one step: a name is nobody's whose owner was never told.
   * @param add makes the player; when it rejects so does this, and nothing has changed
   */
  beginFirst<Player extends { readonly playerId: string }>(
    nowMs: number,
    add: (db: Kysely<Database>) => Promise<Player>,
  ): Promise<{ readonly player: Player; readonly login: Login }> {
    return this.#db.transaction().execute(async (db) => {
      const player = await add(db);
      return { player, login: await beginLogin(db, player.playerId, nowMs) };
    });
  }

  /**
   * Begins a login of somebody who has shown their password; undefined when their tokens have another version by now: that
   * password may be the old one.
   */
  beginAs(
    { playerId, tokenVersion }: Pick<Identity, 'playerId' | 'tokenVersion'>,
    nowMs: number,
  ): Promise<Login | undefined> {
    return this.#db.transaction().execute(async (db) => {
      // Takes hold of the player: a new password comes before this, or ends what begins here.
      const player = await db
        .updateTable('players')
        .set({ seen_at: nowMs })
        .where('id', '=', playerId)
        .where('token_version', '=', tokenVersion)
        .returning('id')
        .executeTakeFirst();
      return player && beginLogin(db, playerId, nowMs);
    });
  }

  /** Whose a refresh token is, used or not; undefined when it is nobody's. */
  async ownerOf(refreshToken: string): Promise<string | undefined> {
    return (await find(this.#db, hashOf(refreshToken)))?.player_id;
  }

  /** Takes a refresh token, gives the next. @param attempt with which the same may be asked for again */
  async exchange(refreshToken: string, nowMs: number, attempt?: string): Promise<Exchange> {
    const hash = hashOf(refreshToken);
    const attemptHash = attempt === undefined ? null : hashOf(attempt);
    return this.#db.transaction().execute(async (db) => {
      await hold(db, db.selectFrom('refresh_tokens').select('session_id').where('hash', '=', hash));
      // Whoever comes first uses it; a second one waits here, and then finds it used.
      const used = await db
        .updateTable('refresh_tokens')
        .set({ used_at: nowMs, attempt: attemptHash })
        .where('hash', '=', hash)
        .where('used_at', 'is', null)
        .returning('hash')
        .executeTakeFirst();
      const found = await find(db, hash);
      if (found === undefined || found.ended_at !== null || found.expires_at <= nowMs) return { kind: 'unknown' };
      const { session_id: loginId, player_id: playerId } = found;
      const isRepeated = attemptHash !== null && found.attempt === attemptHash;
      if (used === undefined && !(isRepeated && (await strikeOutLost(db, { ...found, hash }, nowMs)))) {
        await endLogins(db, 'id', loginId, nowMs);
        return { kind: 'stolen', loginId, playerId };
      }
      return { kind: 'renewed', playerId, ...(await issue(db, loginId, nowMs)) };
    });
  }

  /**
   * Carries a login on by a new token, and strikes out all it had: what was copied from a guest opens no account.
   * @param first is done before, in one transaction with it
   * @returns undefined, and nothing has changed, when that gives false
   */
  async renew(
    loginId: string,
    nowMs: number,
    first: (db: Kysely<Database>) => Promise<boolean>,
  ): Promise<Login | undefined> {
    return this.#db.transaction().execute(async (db) => {
      if (!(await first(db))) return undefined;
      await hold(db, loginId);
      await db.updateTable('refresh_tokens').set({ used_at: LONG_AGO }).where('session_id', '=', loginId).execute();
      return issue(db, loginId, nowMs);
    });
  }

  /** Ends the login of a refresh token. Gives whose it was; undefined when it was none that counts. */
  async end(refreshToken: string, nowMs: number): Promise<{ loginId: string; playerId: string } | undefined> {
    const found = await find(this.#db, hashOf(refreshToken));
    if (found === undefined || found.ended_at !== null) return undefined;
    await endLogins(this.#db, 'id', found.session_id, nowMs);
    return { loginId: found.session_id, playerId: found.player_id };
  }

  /** Ends a login. */
  async endOne(loginId: string, nowMs: number): Promise<void> {
    await endLogins(this.#db, 'id', loginId, nowMs);
  }

  /** Those of these people whose login has ended, or whose tokens count no more. */
  async findRevoked(people: readonly Identity[]): Promise<readonly Identity[]> {
    if (people.length === 0) return [];
    const ids = people.map(({ loginId }) => loginId);
    const rows = await this.#db
      .selectFrom('sessions')
      .innerJoin('players', 'players.id', 'sessions.player_id')
      .select(['sessions.id', 'sessions.ended_at', 'players.token_version'])
      .where('sessions.id', 'in', ids)
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return people.filter(({ loginId, tokenVersion }) => {
      const row = byId.get(loginId);
      return row === undefined || row.ended_at !== null || row.token_version > tokenVersion;
    });
  }

  /** Deletes tokens that nobody can come back with: a stretch of them, as `TidyStretch` says. */
  async tidyTokens(after: string, nowMs: number): Promise<string | undefined> {
    const forgottenMs = nowMs - REMEMBERED_MS;
    const tokens = this.#db.selectFrom('refresh_tokens').select('hash as key');
    const end = await endOfStretch(tokens.where('hash', '>', after).orderBy('hash'));
    await this.#db
      .deleteFrom('refresh_tokens')
      .where('hash', '>', after)
      .$if(end !== undefined, (rows) => rows.where('hash', '<=', end!))
      .where((row) =>
        row.or([
          row('expires_at', '<=', nowMs),
          // One that was struck out counts as used long ago, and is remembered all the same.
          row.and([row('used_at', '<=', forgottenMs), row('issued_at', '<=', forgottenMs)]),
        ]),
      )
      .execute();
    return end;
  }

  /** Deletes logins that have no token left: a stretch of them, as `TidyStretch` says. */
  async tidyLogins(after: string, nowMs: number): Promise<string | undefined> {
    const logins = this.#db.selectFrom('sessions').select('id as key');
    const end = await endOfStretch(logins.where('id', '>', after).orderBy('id'));
    await this.#db
      .deleteFrom('sessions')
      .where('id', '>', after)
      .$if(end !== undefined, (rows) => rows.where('id', '<=', end!))
      .where('created_at', '<=', nowMs - REMEMBERED_MS)
      .where((row) =>
        row.not(row.exists(row.selectFrom('refresh_tokens').select('hash').whereRef('session_id', '=', 'sessions.id'))),
      )
      .execute();
    return end;
  }
}

/** Only the hash is kept. It needs no salt and no cost: what it hides is chance. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

async function beginLogin(db: Transaction<Database>, playerId: string, nowMs: number): Promise<Login> {
  const loginId = randomUUID();
  await db.insertInto('sessions').values({ id: loginId, player_id: playerId, created_at: nowMs }).execute();
  return issue(db, loginId, nowMs);
}

/** Changes nothing, but has whoever else carries the login on wait: a token that is not written yet could not be struck out. */
async function hold(
  db: Transaction<Database>,
  loginId: string | SelectQueryBuilder<Database, 'refresh_tokens', { session_id: string }>,
): Promise<void> {
  await db
    .updateTable('sessions')
    .set((row) => ({ ended_at: row.ref('ended_at') }))
    .where('id', '=', loginId)
    .execute();
}

async function issue(db: Transaction<Database>, loginId: string, nowMs: number): Promise<Login> {
  const refreshToken = randomBytes(TOKEN_BYTES).toString('base64url');
  const times = { issued_at: nowMs, expires_at: nowMs + LIFETIME_MS };
  await db
    .insertInto('refresh_tokens')
    .values({ hash: hashOf(refreshToken), session_id: loginId, ...times })
    .execute();
  return { loginId, refreshToken };
}

function find(db: Kysely<Database>, hash: string): Promise<Found | undefined> {
  return db
    .selectFrom('refresh_tokens')
    .innerJoin('sessions', 'sessions.id', 'refresh_tokens.session_id')
    .select(['session_id', 'player_id', 'expires_at', 'used_at', 'attempt', 'ended_at'])
    .where('hash', '=', hash)
    .executeTakeFirst();
}

/**
 * Strikes out the token that was made in exchange for one which now comes again, when it can have been lost.
 * @returns false when it cannot: too much time has passed, or somebody has used it
 */
async function strikeOutLost(
  db: Transaction<Database>,
  found: Found & { readonly hash: string },
  nowMs: number,
): Promise<boolean> {
  if (found.used_at === null || nowMs - found.used_at > REPEAT_MS) return false;
  const struck = await db
    .updateTable('refresh_tokens')
    .set({ used_at: LONG_AGO })
    .where('session_id', '=', found.session_id)
    .where('issued_at', '=', found.used_at)
    .where('used_at', 'is', null)
    .returning('hash')
    .executeTakeFirst();
  if (struck === undefined) return false;
  await db.updateTable('refresh_tokens').set({ used_at: nowMs }).where('hash', '=', found.hash).execute();
  return true;
}
