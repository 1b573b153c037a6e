import { z } from 'zod';

const CALL_LIMIT_MS = 10_000;

/** What the bench keeps of somebody who signed in. */
const signIn = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  player: z.object({ id: z.string(), name: z.string() }),
});

export type SignedIn = z.infer<typeof signIn>;

/**
 * The calls of `/api/auth`, each as if from another address, which the server believes of a proxy: how often one address
 * may call is not what is measured.
 */
export class AuthApi {
  readonly #url: string;
  readonly #signal: AbortSignal;
  #calls = 0;

  constructor(url: string, signal: AbortSignal) {
    this.#url = url;
    this.#signal = signal;
  }

  /** @throws an Error with the server's words when it refuses */
  async call(name: 'guest' | 'register' | 'login' | 'refresh', body: object): Promise<SignedIn> {
    const answer = await fetch(`${this.#url}/api/auth/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': addressOfCall(this.#calls++) },
      body: JSON.stringify(body),
      signal: AbortSignal.any([this.#signal, AbortSignal.timeout(CALL_LIMIT_MS)]),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return signIn.parse(await answer.json());
  }
}

/** A private address for each of four million calls. */
export function addressOfCall(index: number): string {
  return `10.${64 + ((index >> 16) % 64)}.${(index >> 8) % 256}.${index % 256}`;
}
