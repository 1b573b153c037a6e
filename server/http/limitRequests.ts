import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';
import { limitKeyOf } from './addressOf.ts';
import { answerError } from './answerError.ts';
import { setRetryAfter } from './currentResponse.ts';
import type { LimitName, Limits } from './limits.ts';

/** Somebody asked for something more often than its limit allows. */
class TooMany extends Error {
  readonly row: ErrorRow;
  readonly waitSeconds: number;

  constructor(row: ErrorRow, waitSeconds: number) {
    super(row.message);
    this.row = row;
    this.waitSeconds = waitSeconds;
  }
}

/** Counts a try under a key. @throws what `answerTooMany` answers, with the row of the error table, when it is one too many */
export async function spend(limits: Limits, limit: LimitName, { key, row }: Try): Promise<void> {
  const waitSeconds = await limits.spend(limit, key);
  if (waitSeconds !== undefined) throw new TooMany(row, waitSeconds);
}

export interface Try {
  readonly key: string;
  readonly row: ErrorRow;
}

/** Counts reads by the address they come from before anything is looked up for them, so that a flood of them costs next to nothing. */
export function limitReads(limits: Limits, limit: LimitName): RequestHandler {
  return async (request, _response, next) => {
    const key = limitKeyOf(request.ip ?? '');
    if (key !== undefined) await spend(limits, limit, { key, row: HTTP_ERRORS.tooManyRequests });
    next();
  };
}

/** Handles the errors of a router's limits: 429, and when it helps to ask again. To be mounted before its other error handlers. */
export function answerTooMany(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (!(error instanceof TooMany)) return next(error);
  setRetryAfter(response, error.waitSeconds);
  answerError(response, error.row);
}
