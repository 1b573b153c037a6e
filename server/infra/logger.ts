import pino, { type Logger } from 'pino';
import type { Config } from '../config.ts';

export type { Logger };

/** So much of a log waits until there is room for it, in characters; what comes then is lost. */
const MAX_WAITING = 1_000_000;
const STANDARD_ERROR = 2;

/**
 * Structured logs, one JSON object a line.
 * Tokens and query strings are never logged: callers pass facts, not requests.
 * @param to where they go; absent: standard error
 */
export function createLogger(level: Config['logLevel'], to = openLog(STANDARD_ERROR)): Logger {
  const timestamp = pino.stdTimeFunctions.isoTime;
  return pino({ level, base: undefined, timestamp, serializers: { err: describeError } }, to);
}

/** Where a log goes, by the number of an open file. A disk that is full, or a reader that has gone, costs lines and nothing else. */
export function openLog(fd: number): ReturnType<typeof pino.destination> {
  const log = pino.destination({ fd, sync: true, maxLength: MAX_WAITING });
  // Unheard, the error would end the process, and all matches with it.
  log.on('error', () => undefined);
  return log;
}

/**
 * What an error says of itself, and nothing that others hung on it: one that Redis answered with bears the command that
 * failed, and in its arguments what opens the seats of a match, or the password.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack } = pino.stdSerializers.err(error);
  return 'code' in error ? { type, message, stack, code: error.code } : { type, message, stack };
}
