import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import helmet from 'helmet';
import { HTTP_ERRORS } from '../errors.ts';
import { answerError } from '../http/answerError.ts';
import { readJsonBody } from '../http/readJsonBody.ts';
import { explainRefusal } from '../matchmaking/explainRefusal.ts';
import { ReportStore } from '../persistence/ReportStore.ts';
import type { Services } from '../services.ts';
import type { AdminDesk } from './AdminDesk.ts';
import { createActs } from './createActs.ts';
import { judgeAdminRequest } from './judgeAdminRequest.ts';
import { writeMetrics } from './writeMetrics.ts';

const HTTP_LIMITS = { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 1000 };

const addSecurityHeaders = helmet({
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
});

/** What the page is made of. It says nothing of the process: it asks, with the token that whoever sees it types in. */
const PAGE: ReadonlyMap<string, PageFile> = new Map([
  ['/admin', { file: 'index.html', type: 'text/html' }],
  ['/admin/page.css', { file: 'page.css', type: 'text/css' }],
  ['/admin/page.js', { file: 'page.js', type: 'text/javascript' }],
]);

interface PageFile {
  readonly file: string;
  readonly type: string;
}

export type AdminServices = Pick<Services, 'config' | 'db' | 'log' | 'metrics' | 'rooms'>;

/**
 * The server for the host alone, to be bound to loopback: figures, a page that shows who plays, and what a host may do about it. Every act is
 * logged, and so is every refused one. Not listening yet.
 */
export function createAdminServer(services: AdminServices, desk: AdminDesk): Server {
  return createServer(HTTP_LIMITS, (request, response) => {
    addSecurityHeaders(request, response, () => undefined);
    answer(request, response, { services, desk }).catch((error: unknown) => {
      const row = explainRefusal(error) ?? HTTP_ERRORS.internal;
      services.log.error({ err: error }, 'admin request failed');
      if (!response.headersSent) answerError(response, row);
    });
  });
}

interface Parts {
  readonly services: AdminServices;
  readonly desk: AdminDesk;
}

async function answer(request: IncomingMessage, response: ServerResponse, { services, desk }: Parts): Promise<void> {
  const { method = '', url = '' } = request;
  const page = method === 'GET' ? PAGE.get(url) : undefined;
  const refused = judgeAdminRequest(request, page ? undefined : services.config.adminToken);
  if (refused !== undefined) {
    if (method !== 'GET') services.log.warn({ method, url, why: refused.name }, 'admin act refused');
    return answerError(response, refused);
  }
  if (page !== undefined) return answerPage(response, page);
  if (method === 'GET' && url === '/metrics') return writeMetrics(response, services);
  if (method === 'GET' && url === '/admin/state') return answerJson(response, await desk.describe());
  if (method === 'GET' && url === '/admin/reports') {
    return answerJson(response, { reports: await new ReportStore(services.db).newest() });
  }
  const act = method === 'POST' ? createActs(desk).get(url) : undefined;
  if (act === undefined) return answerError(response, HTTP_ERRORS.notFound);
  const read = await readJsonBody(request);
  if (!read.ok) return read.refused === undefined ? undefined : answerError(response, read.refused);
  const outcome = await act(read.body);
  services.log.warn({ act: url, body: read.body, ...outcome.said }, 'admin act');
  if ('refused' in outcome) return answerError(response, outcome.refused);
  answerJson(response, { ...outcome.said, ...outcome.secret });
}

function answerPage(response: ServerResponse, { file, type }: PageFile): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
  response.end(readFileSync(new URL(`page/${file}`, import.meta.url)));
}

function answerJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
