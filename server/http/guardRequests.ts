import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { matchMaker } from '@colyseus/core';
import type { Config } from '../config.ts';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import { answerError } from './answerError.ts';
import { isOriginAllowed, sourceOf } from './origin.ts';

/** Far more than any request to this server needs. */
const MAX_BODY_BYTES = 16 * 1024;

/** Methods of matchmaking that clients use; `create` and `join` are not for them to choose. */
const EXPOSED_METHODS = ['joinOrCreate', 'joinById', 'reconnect'];

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
      for (const handle of handlers) handle.call(server, request, response);
      return;
    }
    response.setHeader('connection', 'close');
    if (request.url?.startsWith('/matchmake/') === true) answerMatchmaking(response, refused);
    else answerError(response, refused);
  });
}

/** In the form Colyseus' clients read, as matchmaking itself answers; they would show any other as `[object Object]`. */
function answerMatchmaking(response: ServerResponse, { code, message }: ErrorRow): void {
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
  return undefined;
}

/** Closes what Colyseus' matchmaking leaves open by default: every method to every origin, with credentials. */
export function restrictMatchmaking(config: Config): void {
  const { controller } = matchMaker;
  controller.exposedMethods = EXPOSED_METHODS;
  const defaults: Record<string, string> = controller.DEFAULT_CORS_HEADERS;
  delete defaults['Access-Control-Allow-Origin'];
  delete defaults['Access-Control-Allow-Credentials'];
  controller.getCorsHeaders = (headers: Headers): Record<string, string> => {
    const source = sourceOf((name) => headers.get(name));
    if (!source.origin || !isOriginAllowed(source, config)) return { Vary: 'Origin' };
    return { 'Access-Control-Allow-Origin': source.origin, Vary: 'Origin' };
  };
}
