import { createHmac } from 'node:crypto';
import type { Kysely } from 'kysely';
import { endOfStretch } from '../persistence/endOfStretch.ts';
import type { Database } from '../persistence/tables.ts';
import { accountKey } from './accountKey.ts';
import type { TokenSecrets } from './SigningKeys.ts';

/** As long as a login that nobody comes back with. */
const REMEMBERED_MS = 90 * 86_400_000;

/** Home, work, a phone and some journeys; the ones seen last are kept. */
const MOST_OF_ACCOUNT = 10;

/**
 * From where the owners of accounts have signed in. Who guesses from elsewhere cannot lock them out there: the idea is that of
 * OWASP's device cookies, told by the address. Only keyed hashes are kept: whoever reads the database learns of no address.
 */
export class KnownAddresses {
  readonly #db: Kysely<Database>;
  readonly #secrets: readonly string[];
  readonly #nowMs: () => number;

  /** @param nowMs the time of day, in milliseconds since 1970 */
  constructor(db: Kysely<Database>, { secret, previousSecret }: TokenSecrets, nowMs: () => number = Date.now) {
    this.#db = db;
    this.#secrets = previousSecret === undefined ? [secret] : [secret, previousSecret];
    this.#nowMs = nowMs;
  }

  /** Whether the owner of an account has signed in from an address. @param address as `addressKey` gives it */
  async has(name: string, address: string): Promise<boolean> {
    const hashes = this.#secrets.map((secret) => hashOf(secret, name, address));
    const known = await this.#db
      .selectFrom('known_addresses')
      .select('hash')
      .where('hash', 'in', hashes)
      .where('seen_at', '>', this.#nowMs() - REMEMBERED_MS)
      .executeTakeFirst();
    return known !== undefined;
  }

  /** Somebody has shown that they own an account. @param address as `addressKey` gives it */
  async add({ id, name }: { readonly id: string; readonly name: string }, address: string): Promise<void> {
    const row = { hash: hashOf(this.#secrets[0]!, name, address), player_id: id, seen_at: this.#nowMs() };
    await this.#db
      .insertInto('known_addresses')
      .values(row)
      .onConflict((conflict) => conflict.column('hash').doUpdateSet({ seen_at: row.seen_at }))
      .execute();
    const newest = this.#db
      .selectFrom('known_addresses')
      .select('hash')
      .where('player_id', '=', id)
      .orderBy('seen_at', 'desc')
      .limit(MOST_OF_ACCOUNT);
    await this.#db.deleteFrom('known_addresses').where('player_id', '=', id).where('hash', 'not in', newest).execute();
  }

  /** Deletes what counts no more: a stretch, as `TidyStretch` says. */
  async tidyAddresses(after: string, nowMs: number): Promise<string | undefined> {
    const known = this.#db.selectFrom('known_addresses').select('hash as key');
    const end = await endOfStretch(known.where('hash', '>', after).orderBy('hash'));
    await this.#db
      .deleteFrom('known_addresses')
      .where('hash', '>', after)
      .$if(end !== undefined, (rows) => rows.where('hash', '<=', end!))
      .where('seen_at', '<=', nowMs - REMEMBERED_MS)
      .execute();
    return end;
  }
}

/** Another one for each account: who reads two does not learn that they are of one household. */
function hashOf(secret: string, name: string, address: string): string {
  return createHmac('sha256', secret)
    .update(`address ${address} of ${accountKey(name)}`)
    .digest('base64url');
}
