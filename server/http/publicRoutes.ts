import { fileURLToPath } from 'node:url';
import type { Application, NextFunction, Request, Response } from 'express';
import { HTTP_ERRORS } from '../errors.ts';
import type { StoreState } from '../matchmaking/whileStoreAnswers.ts';
import type { Services } from '../services.ts';
import { answerError } from './answerError.ts';
import { createAuthRoutes } from './authRoutes.ts';
import type { Limits } from './limits.ts';
import { mountClient } from './mountClient.ts';
import { createRecordRoutes } from './recordRoutes.ts';
import { createRoomRoutes, whyNotReady } from './roomRoutes.ts';
import { serveFiles } from './serveFiles.ts';

export interface PublicRoutesOptions {
  readonly services: Services;
  readonly clientDirectory: URL;
  readonly mapsDirectory: URL;
  readonly limits: Limits;
  /** Whether players can be let in now. */
  readonly isReady: () => boolean;
  /** Absent without Redis. */
  readonly store?: StoreState | undefined;
}

/** Addresses that no page of the game has: what is not found there is not answered with the game. */
const NO_PAGES = ['/api', '/maps', '/matchmake', '/metrics', '/admin', '/monitor', '/playground', '/colyseus'];

/** Mounts all that the public port answers besides matchmaking: health, listing, maps and the built client. */
export function mountPublicRoutes(app: Application, options: PublicRoutesOptions): void {
  const { services } = options;
  app.disable('x-powered-by');
  // The one proxy before us: what it was told by others is hearsay.
  app.set('trust proxy', services.config.trustProxy ? 1 : false);
  app.get('/healthz', (_request, response) => {
    const { store } = options;
    response.json({ status: 'alive', ...(store && { store: store.isUp ? 'up' : 'down' }) });
  });
  app.get('/readyz', (_request, response) => {
    if (options.isReady()) response.json({ status: 'ready' });
    else answerError(response, whyNotReady(options));
  });
  app.use('/api/rooms', createRoomRoutes(options));
  app.use('/api', createRecordRoutes({ ...services, replayDirectory: services.recorder.directory }));
  app.use('/api', createAuthRoutes({ ...services, limits: options.limits }));
  app.use('/maps', serveFiles(fileURLToPath(options.mapsDirectory), services.log, { setHeaders: describeMap }));
  app.use(NO_PAGES, (_request, response) => answerError(response, HTTP_ERRORS.notFound));
  mountClient(app, fileURLToPath(options.clientDirectory), services.log);
  app.use((_request: Request, response: Response) => answerError(response, HTTP_ERRORS.notFound));
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    services.log.error({ err: error }, 'request failed');
    if (!response.headersSent) answerError(response, HTTP_ERRORS.internal);
  });
}

function describeMap(response: { setHeader(name: string, value: string): void }): void {
  response.setHeader('content-type', 'application/json');
  response.setHeader('cache-control', 'no-cache');
}
