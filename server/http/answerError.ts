import type { ServerResponse } from 'node:http';
import type { ErrorRow } from '../errors.ts';
import { addRetryAfter } from './currentResponse.ts';

/** Answers `{ error: { code, message } }` with the row's status. */
export function answerError(response: ServerResponse, row: ErrorRow): void {
  const { code, name, message } = row;
  addRetryAfter(response, row);
  response.writeHead(code, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ error: { code: name, message } }));
}
