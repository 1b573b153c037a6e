import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import type { Application } from 'express';
import type { Logger } from '../infra/logger.ts';
import { serveFiles } from './serveFiles.ts';

/** All one page of the client, which reads for itself what it is to show. An id is not decoded: none that is wrong is an error of ours. */
const RECORD_ADDRESS = /^\/(?:leaderboard|players\/[^/]+|matches\/[^/]+)\/?$/;

/** Built files, whose names change with what they hold. */
const ASSETS = '/assets/';

/** Mounts the built client; before it is built, a word about that. */
export function mountClient(app: Application, directory: string, log: Pick<Logger, 'warn'>): void {
  if (!existsSync(directory)) {
    app.get(
      '/',
      (_request, response) => void response.type('text').send('Fracas. The game is not built: npm run build\n'),
    );
    return;
  }
  app.get(RECORD_ADDRESS, (request, _response, next) => {
    request.url = '/records.html';
    next();
  });
  const options = {
    brotli: true,
    single: true,
    // What is not among them is not there: the page in its place would be kept for a year. Nor is a hidden file, to who looks for one.
    ignores: [`^${ASSETS}`, '/\\.'],
    setHeaders: (response: ServerResponse, path: string) => {
      const isHashed = path.startsWith(ASSETS);
      response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  };
  app.use(serveFiles(directory, log, options));
}
