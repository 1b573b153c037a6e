import pino, { type Logger } from 'pino';
import type { Config } from '../config.ts';

export type { Logger };

/**
 * Structured logs on standard error, one JSON object a line.
 * Tokens and query strings are never logged: callers pass facts, not requests.
 */
export function createLogger(level: Config['logLevel']): Logger {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}
