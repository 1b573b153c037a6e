import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { jwtVerify, type JWTPayload, type JWTVerifyOptions, SignJWT } from 'jose';

const ALGORITHM = 'HS256';
const ISSUER = 'fracas';
const KEY_ID_CHARACTERS = 12;

/** Clocks of several machines are this far apart at most, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 5;

export interface TokenSecrets {
  /** Signs; 32 bytes or more. */
  readonly secret: string;
  /** The secret before: what it signed counts until it ends. */
  readonly previousSecret?: string | undefined;
}

/** What sort of token it is: one that was made for anything else is none, whoever signed it (RFC 8725, 3.11 and 3.12). */
export interface TokenSort {
  /** As the header says it. */
  readonly type: string;
  readonly audience: string;
  readonly lifeSeconds: number;
}

/**
 * Signs and verifies JSON Web Tokens, with one algorithm and by keys that come from the settings alone: what a token says of
 * algorithms and keys only chooses among those (RFC 8725, 3.1 and 3.8).
 */
export class SigningKeys {
  readonly #keys = new Map<string, KeyObject>();
  readonly #signingKeyId: string;
  readonly #nowMs: () => number;

  /** @param nowMs the time of day, in milliseconds since 1970 */
  constructor({ secret, previousSecret }: TokenSecrets, nowMs: () => number) {
    this.#signingKeyId = this.#add(secret);
    if (previousSecret !== undefined) this.#add(previousSecret);
    this.#nowMs = nowMs;
  }

  /** Makes a token about a player that counts from now on, for as long as its sort does. */
  async sign({ type, audience, lifeSeconds }: TokenSort, playerId: string, claims: JWTPayload): Promise<string> {
    const nowSeconds = Math.floor(this.#nowMs() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: type, kid: this.#signingKeyId })
      .setSubject(playerId)
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + lifeSeconds)
      .sign(this.#keys.get(this.#signingKeyId)!);
  }

  /** What a token says; rejects for one that is not ours, of another sort, has ended, or has not begun. */
  async verify({ type, audience, lifeSeconds }: TokenSort, token: string): Promise<JWTPayload> {
    const options: JWTVerifyOptions = {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience,
      typ: type,
      requiredClaims: ['exp', 'iat', 'sub'],
      maxTokenAge: lifeSeconds,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(this.#nowMs()),
    };
    return (await jwtVerify(token, ({ kid }) => this.#keyOf(kid), options)).payload;
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
