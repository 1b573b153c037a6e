import { Router, type NextFunction, type Request, type Response } from 'express';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { MODE_IDS } from '../../shared/defs/modes.ts';
import type { MatchHistory } from '../../shared/net/records.ts';
import { HTTP_ERRORS, isMistake, type ErrorRow } from '../errors.ts';
import type { Logger } from '../infra/logger.ts';
import type { SpareTime } from '../loop/SpareTime.ts';
import { findReplays } from '../match/findReplays.ts';
import { findMatch } from '../persistence/findMatch.ts';
import { findPlayer } from '../persistence/findPlayer.ts';
import { LEADER_PLACE, listLeaders } from '../persistence/listLeaders.ts';
import { listMatches } from '../persistence/listMatches.ts';
import type { Database } from '../persistence/tables.ts';
import { TIMED_PLACE } from '../persistence/timedPlace.ts';
import { answerError } from './answerError.ts';
import { inSpareTime } from './inSpareTime.ts';
import { answerTooMany, limitReads } from './limitRequests.ts';
import type { Limits } from './limits.ts';

const RECORDS = ['/leaderboard', '/players', '/matches'];
const MAX_ROWS = 100;

const wholeNumber = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(1).max(max));

const leaderQuery = z.strictObject({
  mode: z.enum(MODE_IDS),
  after: z.string().regex(LEADER_PLACE).optional(),
  limit: wholeNumber(MAX_ROWS).default(50),
});
const historyQuery = z.strictObject({
  before: z.string().regex(TIMED_PLACE).optional(),
  limit: wholeNumber(MAX_ROWS).default(20),
});
const noQuery = z.strictObject({});
const replayQuery = z.strictObject({ from: wholeNumber(999_999_999).optional() });

export interface RecordRoutesOptions {
  readonly db: Kysely<Database>;
  readonly log: Logger;
  readonly limits: Limits;
  readonly spareTime: Pick<SpareTime, 'wait'>;
  readonly replayDirectory: string;
  /** Milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** What was played, for everybody to read: leaderboards, players, their histories, matches and replays. */
export function createRecordRoutes(options: RecordRoutesOptions): Router {
  const { db, log, limits, spareTime, nowMs = Date.now } = options;
  const router = Router();
  router.use(RECORDS, limitReads(limits, 'records'));
  router.use('/matches/:id/replay', limitReads(limits, 'replays'));
  router.use(RECORDS, inSpareTime(spareTime));
  router.get('/leaderboard', async ({ query }, response) => {
    const page = leaderQuery.safeParse(query);
    if (!page.success) return answerError(response, rowOf(page.error));
    const { mode, limit, after } = page.data;
    response.json(await listLeaders(db, { mode, limit, after, nowMs: nowMs() }));
  });
  router.get('/players/:id', async ({ params, query }, response) => {
    if (!noQuery.safeParse(query).success) return answerError(response, HTTP_ERRORS.badRequest);
    const player = isId(params.id) ? await findPlayer(db, params.id, nowMs()) : undefined;
    if (player === undefined) answerError(response, HTTP_ERRORS.unknownPlayer);
    else response.json(player);
  });
  router.get('/players/:id/matches', async ({ params, query }, response) => {
    const page = historyQuery.safeParse(query);
    if (!page.success) return answerError(response, HTTP_ERRORS.badRequest);
    const { before, limit } = page.data;
    if (!isId(params.id)) return void response.json({ matches: [] } satisfies MatchHistory);
    response.json(await listMatches(db, { playerId: params.id, limit, before }));
  });
  router.get('/matches/:id', async ({ params, query }, response) => {
    if (!noQuery.safeParse(query).success) return answerError(response, HTTP_ERRORS.badRequest);
    const match = isId(params.id) ? await findMatch(db, params.id) : undefined;
    if (match === undefined) answerError(response, HTTP_ERRORS.unknownMatch);
    else response.json({ ...match, replays: await replayLinks(options, match.id) });
  });
  router.get('/matches/:id/replay', (request, response) => sendReplay(options, request, response));
  router.use(answerTooMany);
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent || isMistake(error)) return next(error);
    const refusal = refusalOf(error);
    if (refusal !== undefined) return answerError(response, refusal);
    log.warn({ err: error }, 'records could not be read');
    answerError(response, HTTP_ERRORS.recordsAway);
  });
  return router;
}

/** Only of a match that is over: a replay tells where everybody is, and all chance to come. */
async function sendReplay(
  { db, replayDirectory }: RecordRoutesOptions,
  { params, query }: Request<{ id: string }>,
  response: Response,
): Promise<void> {
  const wish = replayQuery.safeParse(query);
  if (!wish.success) return answerError(response, HTTP_ERRORS.badRequest);
  const match = isId(params.id) ? await findMatch(db, params.id) : undefined;
  if (match === undefined) return answerError(response, HTTP_ERRORS.unknownMatch);
  const { from } = wish.data;
  const parts = await findReplays(replayDirectory, match.id);
  const part = from === undefined ? parts[0] : parts.find(({ fromTick }) => fromTick === from);
  if (part === undefined) return answerError(response, HTTP_ERRORS.replayGone);
  const headers = {
    'content-disposition': `attachment; filename="${part.file}"`,
    'content-type': 'application/octet-stream',
  };
  response.sendFile(part.file, { root: replayDirectory, headers });
}

async function replayLinks({ replayDirectory }: RecordRoutesOptions, id: string): Promise<readonly string[]> {
  const parts = await findReplays(replayDirectory, id);
  return parts.map(({ fromTick }) => `/api/matches/${id}/replay${fromTick === undefined ? '' : `?from=${fromTick}`}`);
}

function rowOf({ issues: [issue] }: z.ZodError) {
  return issue?.path[0] === 'mode' ? HTTP_ERRORS.unknownMode : HTTP_ERRORS.badRequest;
}

/** What Express itself refuses: an address that cannot be read, a file under conditions it does not meet, or one that has gone meanwhile. */
function refusalOf(error: unknown): ErrorRow | undefined {
  if (!(error instanceof Error && 'status' in error && typeof error.status === 'number')) return undefined;
  if (error.status === 404) return HTTP_ERRORS.replayGone;
  return error.status < 500 ? HTTP_ERRORS.badRequest : undefined;
}

function isId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}
