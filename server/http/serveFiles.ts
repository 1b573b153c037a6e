import type { RequestHandler } from 'express';
import sirv, { type Options } from 'sirv';
import { changesNothing } from './refusalOfBody.ts';

/** Serves the files of a folder to who asks for one: who sends something is not answered as if it had been taken. */
export function serveFiles(directory: string, options: Options): RequestHandler {
  const serve = sirv(directory, { etag: true, ...options });
  return (request, response, next) => {
    if (changesNothing(request)) serve(request, response, next);
    else next();
  };
}
