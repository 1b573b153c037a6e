import { z } from 'zod';
import type { Person } from './Person.ts';
import { SigningKeys, type TokenSecrets, type TokenSort } from './SigningKeys.ts';

/** Short, since nothing calls a token back before its end but what is asked of the database. */
export const ACCESS_SECONDS = 15 * 60;

/** The type is that of RFC 9068. */
const ACCESS: TokenSort = { type: 'at+jwt', audience: 'fracas', lifeSeconds: ACCESS_SECONDS };

/** Whose token it is, and what has to be still true for it to count. */
export interface Identity extends Person {
  /** The login it came from; every login ends by itself. */
  readonly loginId: string;
  /** Of the player when it was made: older tokens of a player whose version has grown count no more. */
  readonly tokenVersion: number;
}

const claims = z.object({
  sub: z.uuid(),
  name: z.string(),
  kind: z.enum(['guest', 'account']),
  sid: z.string().min(1),
  ver: z.number().int(),
});

/** Access tokens: what a player shows with each request that is to know who they are. */
export class AccessTokens {
  readonly #keys: SigningKeys;

  /** @param nowMs the time of day, in milliseconds since 1970 */
  constructor(secrets: TokenSecrets, nowMs: () => number = Date.now) {
    this.#keys = new SigningKeys(secrets, nowMs);
  }

  /** Makes a token that counts for `ACCESS_SECONDS` from now. */
  sign({ playerId, name, kind, loginId, tokenVersion }: Identity): Promise<string> {
    return this.#keys.sign(ACCESS, playerId, { name, kind, sid: loginId, ver: tokenVersion });
  }

  /** Whose token it is; undefined for one that is not ours, has ended, or has not begun. */
  async verify(token: string): Promise<Identity | undefined> {
    try {
      const { sub, name, kind, sid, ver } = claims.parse(await this.#keys.verify(ACCESS, token));
      return { playerId: sub, name, kind, loginId: sid, tokenVersion: ver };
    } catch {
      return undefined;
    }
  }
}
