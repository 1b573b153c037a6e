import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import helmet from 'helmet';
import { HTTP_ERRORS, isMistake, rowOfRefusal, type ErrorRow } from '../errors.ts';
import { answerError } from '../http/answerError.ts';
import { readJsonBody } from '../http/readJsonBody.ts';
import type { Services } from '../services.ts';
import type { AdminDesk } from './AdminDesk.ts';
import { createActs } from './createActs.ts';
import { judgeAdminRequest } from './judgeAdminRequest.ts';
import { readReports, type ReportAnswer } from './readReports.ts';
import { ReportReview } from './ReportReview.ts';
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
  ['/admin/reports.js', { file: 'reports.js', type: 'text/javascript' }],
  ['/admin/ask.js', { file: 'ask.js', type: 'text/javascript' }],
]);

interface PageFile {
  readonly file: string;
  readonly type: string;
}

/** What addresses are below. */
const LOCAL = 'http://localhost';

export type AdminServices = Pick<Services, 'config' | 'db' | 'log' | 'metrics' | 'reports' | 'rooms'>;

/**
 * The server for the host alone, to be bound to loopback: figures, a page that shows who plays and what was reported, and what a host may do
 * about it. Every act is logged, and so is every refused one. Not listening yet.
 */
export function createAdminServer(services: AdminServices, desk: AdminDesk): Server {
  const review = new ReportReview({ services, desk });
  const parts: Parts = { services, desk, review, acts: createActs(desk, review) };
  return createServer(HTTP_LIMITS, (request, response) => {
    addSecurityHeaders(request, response, () => undefined);
    answer(request, response, parts).catch((error: unknown) => {
      services.log.error({ err: error }, 'admin request failed');
      if (!response.headersSent) answerError(response, rowOf(error));
    });
  });
}

/** For a host as well: beside the store, which says so itself, all that can be away is the database. */
function rowOf(error: unknown): ErrorRow {
  return rowOfRefusal(error) ?? (isMistake(error) ? HTTP_ERRORS.internal : HTTP_ERRORS.recordsAway);
}

interface Parts {
  readonly services: AdminServices;
  readonly desk: AdminDesk;
  readonly review: ReportReview;
  readonly acts: ReturnType<typeof createActs>;
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const { method = '', url = '' } = request;
  const { config, log } = parts.services;
  const page = method === 'GET' ? PAGE.get(url) : undefined;
  const judgement = judgeAdminRequest(request, page ? [] : config.admins);
  if ('refused' in judgement) {
    if (method !== 'GET') log.warn({ method, url, why: judgement.refused.name }, 'admin act refused');
    return answerError(response, judgement.refused);
  }
  if (page !== undefined) return answerPage(response, page);
  if (method === 'GET') return read(url, response, parts);
  const act = method === 'POST' ? parts.acts.get(url) : undefined;
  if (act === undefined) return answerError(response, HTTP_ERRORS.notFound);
  const sent = await readJsonBody(request);
  if (!sent.ok) return sent.refused === undefined ? undefined : answerError(response, sent.refused);
  const { by } = judgement;
  const outcome = await act(sent.body, by);
  log.warn({ act: url, by, body: sent.body, ...outcome.said }, 'admin act');
  if ('refused' in outcome) return answerError(response, outcome.refused);
  answerJson(response, { ...outcome.said, ...outcome.secret });
}

async function read(url: string, response: ServerResponse, { services, desk, review }: Parts): Promise<void> {
  if (url === '/metrics') return writeMetrics(response, services);
  if (url === '/admin/state') return answerJson(response, await desk.describe());
  const address = URL.canParse(url, LOCAL) ? new URL(url, LOCAL) : undefined;
  const reports = address && (await readReports(address, review));
  if (reports === undefined) answerError(response, HTTP_ERRORS.notFound);
  else answerReports(response, reports);
}

function answerReports(response: ServerResponse, answer: ReportAnswer): void {
  if ('refused' in answer) return answerError(response, answer.refused);
  if ('json' in answer) return answerJson(response, answer.json);
  const { name, bytes } = answer.file;
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}

function answerPage(response: ServerResponse, { file, type }: PageFile): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
  response.end(readFileSync(new URL(`page/${file}`, import.meta.url)));
}

function answerJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
