import { authorization } from '../../shared/net/askForSeat.ts';

const PATIENCE_MS = 10_000;

/** What the server answers whoever signs in. */
export interface SignIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly player: PlayerFacts;
}

export interface PlayerFacts {
  readonly id: string;
  readonly name: string;
  readonly kind: 'guest' | 'account';
}

/** The server said no, in words for the player. */
export class AccountsRefused extends Error {
  override readonly name = 'AccountsRefused';
  /** Of the error table: what programs go by. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** One of the calls under `/api/auth/`. */
export type AccountsCall = 'guest' | 'register' | 'login' | 'refresh' | 'logout' | 'claim' | 'password' | 'reset';

/** Calls of accounts as a page makes them; gives what the server answered, undefined when that is nothing. */
export type AskAccounts = (
  call: AccountsCall,
  body: Readonly<Record<string, string>>,
  accessToken?: string,
) => Promise<SignIn | undefined>;

/** Asks the server that the page came from. @throws AccountsRefused when it says no, an Error when it cannot be reached */
export const askAccounts: AskAccounts = async (call, body, accessToken) => {
  const response = await fetch(`/api/auth/${call}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization(accessToken) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.status === 204) return undefined;
  const answer = (await response.json()) as SignIn & { readonly error?: { readonly code: string; message: string } };
  if (answer.error !== undefined) throw new AccountsRefused(answer.error.code, answer.error.message);
  return answer;
};
