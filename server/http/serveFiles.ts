import type { RequestHandler } from 'express';
import sirv, { type Options } from 'sirv';
import type { Logger } from '../infra/logger.ts';
import { changesNothing } from './refusalOfBody.ts';

/**
 * Serves the files of a folder to who asks for one: who sends something is not answered as if it had been taken. Each is sent as a
 * whole: a range is not heard, as HTTP allows. What cannot be read any more, because it was replaced or too many files are open, costs
 * this one answer.
 */
export function serveFiles(directory: string, log: Pick<Logger, 'warn'>, options: Options = {}): RequestHandler {
  const serve = sirv(directory, { etag: true, ...options });
  return (request, response, next) => {
    if (!changesNothing(request)) return next();
    // A range that ends before it begins would throw once the headers are written.
    delete request.headers.range;
    // sirv pipes without listening for errors; one that nobody hears ends the process.
    response.on('pipe', (file) => {
      file.once('error', (error: unknown) => {
        log.warn({ err: error }, 'file cannot be read');
        response.destroy();
      });
    });
    serve(request, response, next);
  };
}
