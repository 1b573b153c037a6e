import { z } from 'zod';
import { SigningKeys, type TokenSecrets, type TokenSort } from './SigningKeys.ts';

export const RESET_SECONDS = 15 * 60;

const RESET: TokenSort = { type: 'reset+jwt', audience: 'fracas-reset', lifeSeconds: RESET_SECONDS };

/** Whose password may be set anew, and the version of their tokens at which it may: using it raises that, so it is used once. */
export interface Reset {
  readonly playerId: string;
  readonly tokenVersion: number;
}

const claims = z.object({ sub: z.uuid(), ver: z.number().int() });

/** What somebody who has lost their password is given by the host to set another one. */
export class ResetTokens {
  readonly #keys: SigningKeys;

  /** @param nowMs the time of day, in milliseconds since 1970 */
  constructor(secrets: TokenSecrets, nowMs: () => number = Date.now) {
    this.#keys = new SigningKeys(secrets, nowMs);
  }

  /** Makes a token that counts for `RESET_SECONDS` from now. */
  sign({ playerId, tokenVersion }: Reset): Promise<string> {
    return this.#keys.sign(RESET, playerId, { ver: tokenVersion });
  }

  /** What it lets one do; undefined for one that is not ours or has ended. */
  async verify(token: string): Promise<Reset | undefined> {
    try {
      const { sub, ver } = claims.parse(await this.#keys.verify(RESET, token));
      return { playerId: sub, tokenVersion: ver };
    } catch {
      return undefined;
    }
  }
}
