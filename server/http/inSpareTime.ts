import type { RequestHandler } from 'express';
import { HTTP_ERRORS } from '../errors.ts';
import type { SpareTime } from '../loop/SpareTime.ts';
import { answerError } from './answerError.ts';
import { addressKey } from './limits.ts';

/** Lets requests go on when the game leaves time for them. Who waits too long is told that the server is busy. */
export function inSpareTime(spareTime: Pick<SpareTime, 'wait'>): RequestHandler {
  return async (request, response, next) => {
    try {
      await spareTime.wait(addressKey(request.ip));
    } catch {
      return answerError(response, HTTP_ERRORS.busy);
    }
    next();
  };
}
