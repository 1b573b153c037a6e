import type { ServerResponse } from 'node:http';
import type { ErrorRow } from '../errors.ts';

/** Answers `{ error: { code, message } }` with the row's status. */
export function answerError(response: ServerResponse, { code, name, message }: ErrorRow): void {
  response.writeHead(code, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ error: { code: name, message } }));
}
