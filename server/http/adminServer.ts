import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { HTTP_ERRORS } from '../errors.ts';
import type { Services } from '../services.ts';
import { answerError } from './answerError.ts';

/** The server for the host's own eyes, to be bound to loopback: `GET /metrics`. Not listening yet. */
export function createAdminServer(services: Services): Server {
  return createServer((request, response) => {
    answer(request, response, services).catch((error: unknown) => {
      services.log.error({ err: error }, 'admin request failed');
      if (!response.headersSent) answerError(response, HTTP_ERRORS.internal);
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, services: Services): Promise<void> {
  const { config, metrics } = services;
  if (!isAuthorised(request.headers.authorization, config.adminToken)) {
    return answerError(response, HTTP_ERRORS.unauthorised);
  }
  if (request.method !== 'GET' || request.url !== '/metrics') return answerError(response, HTTP_ERRORS.notFound);
  countSeats(services);
  const text = await metrics.registry.metrics();
  response.writeHead(200, { 'content-type': metrics.registry.contentType });
  response.end(text);
}

function countSeats({ metrics, rooms }: Services): void {
  const matches = [...rooms];
  metrics.rooms.set(matches.length);
  metrics.people.set(matches.reduce((sum, { seats }) => sum + seats.people, 0));
  metrics.bots.set(matches.reduce((sum, { seats }) => sum + seats.bots, 0));
}

function isAuthorised(header: string | undefined, token: string | undefined): boolean {
  if (token === undefined) return true;
  const given = Buffer.from(header ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
