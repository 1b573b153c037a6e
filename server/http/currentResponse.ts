import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import type { ErrorRow } from '../errors.ts';

const RETRY_AFTER_SECONDS = 1;
const TRY_AGAIN = 503;

/** The response being made, for code that Colyseus calls without it. */
export const currentResponse = new AsyncLocalStorage<ServerResponse>();

/** Says when to try again, where trying again helps. */
export function addRetryAfter(response: ServerResponse | undefined, { code }: Pick<ErrorRow, 'code'>): void {
  if (code === TRY_AGAIN) setRetryAfter(response, RETRY_AFTER_SECONDS);
}

export function setRetryAfter(response: ServerResponse | undefined, seconds: number): void {
  if (response?.headersSent === false) response.setHeader('retry-after', seconds);
}
