import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { matchMaker } from '@colyseus/core';
import type { Config } from '../config.ts';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import { answerError } from './answerError.ts';
import { addRetryAfter, currentResponse } from './currentResponse.ts';
import { isOriginAllowed, sourceOf } from './origin.ts';

/** Far more than any request to this server needs. */
const MAX_BODY_BYTES = 16 * 1024;

/**
 * Puts a guard before whatever answers the requests of `server`: matchmaking bypasses express and its middleware.
 * To be called when all handlers are in place.
 */
export function guardRequests(server: Server, config: Config): void {
  const handlers = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const refused = refusalOf(request, config);
    if (refused === undefined) {
      currentResponse.run(response, () => {
        for (const handle of handlers) handle.call(server, request, response);
      });
      return;
    }
    response.setHeader('connection', 'close');
    if (isMatchmaking(request)) answerMatchmaking(response, refused);
    else answerError(response, refused);
  });
}

/** In the form Colyseus' clients read, as matchmaking itself answers; they would show any other as `[object Object]`. */
function answerMatchmaking(response: ServerResponse, row: ErrorRow): void {
  const { code, message } = row;
  addRetryAfter(response, row);
  response.writeHead(code, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ code, error: message }));
}

function refusalOf(request: IncomingMessage, config: Config): ErrorRow | undefined {
  const length = Number(request.headers['content-length'] ?? 0);
  const unknownLength = request.headers['transfer-encoding'] !== undefined;
  if (unknownLength || length > MAX_BODY_BYTES) return HTTP_ERRORS.bodyTooLarge;
  const source = sourceOf((name) => request.headers[name] as string | undefined);
  const changesNothing = request.method === 'GET' || request.method === 'HEAD';
  if (!changesNothing && !isOriginAllowed(source, config)) return HTTP_ERRORS.originNotAllowed;
  // Colyseus itself would answer with nothing that a game could show.
  const { state, MatchMakerState } = matchMaker;
  if (isMatchmaking(request) && state === MatchMakerState.SHUTTING_DOWN) return HTTP_ERRORS.notReady;
  return undefined;
}

function isMatchmaking({ url }: IncomingMessage): boolean {
  return url?.startsWith('/matchmake/') === true;
}
