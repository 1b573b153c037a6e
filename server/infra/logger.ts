import pino, { type Logger } from 'pino';
import type { Config } from '../config.ts';

export type { Logger };

/**
 * Structured logs, one JSON object a line.
 * Tokens and query strings are never logged: callers pass facts, not requests.
 * @param to where they go; absent: standard error
 */
export function createLogger(level: Config['logLevel'], to = pino.destination({ fd: 2, sync: true })): Logger {
  const timestamp = pino.stdTimeFunctions.isoTime;
  return pino({ level, base: undefined, timestamp, serializers: { err: describeError } }, to);
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
