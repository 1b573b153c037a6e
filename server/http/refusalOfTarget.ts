import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import { ownHostOf } from './origin.ts';

/** What the address of a request is below, while nothing but its path matters. */
const ANYWHERE = 'http://localhost';

/**
 * Judges what a request is sent to, before anybody reads an address from it: the parser also lets through what is for proxies (`*`, another
 * host's address), of which no URL of ours can be made, and code that tries to would throw.
 */
export function refusalOfTarget(
  { url, headers }: Pick<IncomingMessage, 'url' | 'headers'>,
  config: Pick<Config, 'trustProxy'>,
): ErrorRow | undefined {
  const isOurs =
    url?.startsWith('/') === true && (headers.host === undefined || ownHostOf(headers, config) !== undefined);
  return isOurs ? undefined : HTTP_ERRORS.badRequest;
}

/** The same for a request for a WebSocket: its path ends with a room, and every object has a `constructor` that is none. */
export function refusalOfSocket(
  request: Pick<IncomingMessage, 'url' | 'headers'>,
  config: Pick<Config, 'trustProxy'>,
): ErrorRow | undefined {
  const refused = refusalOfTarget(request, config);
  if (refused !== undefined) return refused;
  const { pathname } = new URL(ANYWHERE + request.url);
  return pathname.slice(pathname.lastIndexOf('/') + 1) in Object.prototype ? HTTP_ERRORS.badRequest : undefined;
}
