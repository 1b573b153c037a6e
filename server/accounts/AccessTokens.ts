import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Person } from './Person.ts';

/** Short, since nothing calls a token back before its end but what is asked of the database. */
export const ACCESS_SECONDS = 15 * 60;

const ALGORITHM = 'HS256';
const ISSUER = 'fracas';
const AUDIENCE = 'fracas';
/** Of RFC 9068: a token that was made for anything else is none of ours, whoever signed it. */
const TYPE = 'at+jwt';
const KEY_ID_CHARACTERS = 12;

/** Clocks of several machines are this far apart at most, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 5;

/** Whose token it is, and what has to be still true for it to count. */
export interface Identity extends Person {
  /** The login it came from; every login ends by itself. */
  readonly loginId: string;
  /** Of the player when it was made: older tokens of a player whose version has grown count no more. */
  readonly tokenVersion: number;
}

export interface TokenSecrets {
  /** Signs; 32 bytes or more. */
  readonly secret: string;
  /** The secret before: what it signed counts until it ends. */
  readonly previousSecret?: string | undefined;
}

const claims = z.object({
  sub: z.uuid(),
  name: z.string(),
  kind: z.enum(['guest', 'account']),
  sid: z.string().min(1),
  ver: z.number().int(),
});

/**
 * Access tokens: JSON Web Tokens of one kind, signed with one algorithm, by keys that come from the settings alone. What a
 * token says of algorithms and keys only chooses among those (RFC 8725, 3.1 and 3.8 to 3.11).
 */
export class AccessTokens {
  readonly #keys = new Map<string, KeyObject>();
  readonly #signingKeyId: string;
  readonly #nowMs: () => number;

  /** @param nowMs the time of day, in milliseconds since 1970 */
  constructor({ secret, previousSecret }: TokenSecrets, nowMs: () => number = Date.now) {
    this.#signingKeyId = this.#add(secret);
    if (previousSecret !== undefined) this.#add(previousSecret);
    this.#nowMs = nowMs;
  }

  /** Makes a token that counts for `ACCESS_SECONDS` from now. */
  async sign({ playerId, name, kind, loginId, tokenVersion }: Identity): Promise<string> {
    const nowSeconds = Math.floor(this.#nowMs() / 1000);
    return new SignJWT({ name, kind, sid: loginId, ver: tokenVersion })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: this.#signingKeyId })
      .setSubject(playerId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + ACCESS_SECONDS)
      .sign(this.#keys.get(this.#signingKeyId)!);
  }

  /** Whose token it is; undefined for one that is not ours, has ended, or has not begun. */
  async verify(token: string): Promise<Identity | undefined> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.#keyOf(kid), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: TYPE,
        requiredClaims: ['exp', 'iat', 'sub'],
        maxTokenAge: ACCESS_SECONDS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(this.#nowMs()),
      });
      const { sub, name, kind, sid, ver } = claims.parse(payload);
      return { playerId: sub, name, kind, loginId: sid, tokenVersion: ver };
    } catch {
      return undefined;
    }
  }

  #keyOf(keyId: string | undefined): KeyObject {
    const key = keyId === undefined ? undefined : this.#keys.get(keyId);
    if (key === undefined) throw new Error('signed with no key of this server');
    return key;
  }

  /** Keys are named by what they are, so that all processes name them alike. */
  #add(secret: string): string {
    const keyId = createHash('sha256').update(`key id of ${secret}`).digest('base64url').slice(0, KEY_ID_CHARACTERS);
    this.#keys.set(keyId, createSecretKey(Buffer.from(secret)));
    return keyId;
  }
}
