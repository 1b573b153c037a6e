import type { RequestHandler } from 'express';
import { HTTP_ERRORS } from '../errors.ts';
import type { SpareTime } from '../loop/SpareTime.ts';
import { answerError } from './answerError.ts';

/** Lets requests go on when the game leaves time for them. When too many wait already, the server is busy. */
export function inSpareTime(spareTime: Pick<SpareTime, 'wait'>): RequestHandler {
  return async (_request, response, next) => {
    try {
      await spareTime.wait();
    } catch {
      return answerError(response, HTTP_ERRORS.busy);
    }
    next();
  };
}
