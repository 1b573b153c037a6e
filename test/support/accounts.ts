import type { SignIn } from '../../server/accounts/Accounts.ts';
import type { Login, LoginStore } from '../../server/accounts/LoginStore.ts';

export const GOOD_PASSWORD = 'a horse, a stapler';

/** Asks a server about accounts; gives the answer as it came. */
export function askAccounts(url: string, path: string, body: unknown, token?: string): Promise<Response> {
  return fetch(`${url}/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
}

/** Signs in, one way or another. Rejects with the answer when that is refused. */
export async function signIn(url: string, path: string, body: unknown, token?: string): Promise<SignIn> {
  const answer = await askAccounts(url, path, body, token);
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as SignIn;
}

export function signInAsGuest(url: string, name: string): Promise<SignIn> {
  return signIn(url, 'guest', { name });
}

/** Begins a login of a player who is there already, whatever their password. */
export async function beginLogin(logins: LoginStore, playerId: string, nowMs: number): Promise<Login> {
  return (await logins.beginFirst(nowMs, () => Promise.resolve({ playerId }))).login;
}
