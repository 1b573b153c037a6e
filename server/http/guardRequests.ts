import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { matchMaker } from '@colyseus/core';
import type { Config } from '../config.ts';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import { answerError } from './answerError.ts';
import { addRetryAfter, currentResponse } from './currentResponse.ts';
import { dropForgedHeaders } from './forwardedHeaders.ts';
import { isOriginAllowed, sourceOf } from './origin.ts';
import { readJsonBody } from './readJsonBody.ts';
import { changesNothing, hasBody, refusalOfBody } from './refusalOfBody.ts';
import { refusalOfTarget } from './refusalOfTarget.ts';
import { createSecurityHeaders } from './securityHeaders.ts';

type GuardConfig = Pick<Config, 'allowedOrigins' | 'trustProxy' | 'publicAddress'>;

/**
 * Puts a guard before whatever answers the requests of `server`, matchmaking included, which bypasses express and its middleware. It adds
 * the headers that bind browsers, and reads the body: handlers find it as `request.body`, a harmless JSON object.
 * To be called when all handlers are in place.
 */
export function guardRequests(server: Server, config: GuardConfig): void {
  const handlers = server.listeners('request') as RequestListener[];
  const addSecurityHeaders = createSecurityHeaders(config);
  const pass: RequestListener = (request, response) =>
    currentResponse.run(response, () => {
      for (const handle of handlers) handle.call(server, request, response);
    });
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    dropForgedHeaders(request.headers, config.trustProxy);
    addSecurityHeaders(request, response);
    const refused = refusalOf(request, config);
    if (refused !== undefined) refuse(request, response, refused);
    else if (hasBody(request)) void passBody(request, response, pass);
    else pass(request, response);
  });
}

async function passBody(request: IncomingMessage, response: ServerResponse, pass: RequestListener): Promise<void> {
  const read = await readJsonBody(request);
  if (read.ok) pass(Object.assign(request, { body: read.body }), response);
  else if (read.refused !== undefined) refuse(request, response, read.refused);
}

function refuse(request: IncomingMessage, response: ServerResponse, row: ErrorRow): void {
  response.setHeader('connection', 'close');
  if (isMatchmaking(request)) answerMatchmaking(response, row);
  else answerError(response, row);
}

/** In the form Colyseus' clients read, as matchmaking itself answers; they would show any other as `[object Object]`. */
function answerMatchmaking(response: ServerResponse, row: ErrorRow): void {
  const { code, message } = row;
  addRetryAfter(response, row);
  response.writeHead(code, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ code, error: message }));
}

function refusalOf(request: IncomingMessage, config: GuardConfig): ErrorRow | undefined {
  const { headers } = request;
  const refused = refusalOfTarget(request, config) ?? refusalOfBody(request);
  if (refused !== undefined) return refused;
  const source = sourceOf((name) => headers[name] as string | undefined);
  if (!changesNothing(request) && !isOriginAllowed(source, config)) return HTTP_ERRORS.originNotAllowed;
  // Colyseus itself would answer with nothing that a game could show.
  const { state, MatchMakerState } = matchMaker;
  if (isMatchmaking(request) && state === MatchMakerState.SHUTTING_DOWN) return HTTP_ERRORS.notReady;
  return undefined;
}

function isMatchmaking({ url }: IncomingMessage): boolean {
  return url?.startsWith('/matchmake/') === true;
}
