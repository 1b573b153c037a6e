import type { IncomingMessage } from 'node:http';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';

/** Far more than any request to this server needs. */
const MAX_BODY_BYTES = 16 * 1024;

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** Judges a body by its head alone, so that nothing of one is read that is too large, of unknown length, packed, or no JSON. */
export function refusalOfBody(request: IncomingMessage): ErrorRow | undefined {
  const { headers } = request;
  if (headers['transfer-encoding'] !== undefined) return HTTP_ERRORS.lengthRequired;
  if (lengthOf(request) > MAX_BODY_BYTES) return HTTP_ERRORS.bodyTooLarge;
  const isPacked = headers['content-encoding'] !== undefined;
  if (isPacked || (hasBody(request) && !JSON_TYPE.test(headers['content-type'] ?? ''))) return HTTP_ERRORS.notJson;
  return undefined;
}

export function hasBody(request: IncomingMessage): boolean {
  return !changesNothing(request) && lengthOf(request) > 0;
}

/** Whether a request only asks. */
export function changesNothing({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

function lengthOf({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0);
}
