import { ErrorCode } from '@colyseus/core';
import { HTTP_ERRORS, type ErrorRow } from '../errors.ts';

const ROWS: readonly ErrorRow[] = Object.values(HTTP_ERRORS);

/** How Colyseus says what it gives no code of its own. */
const FULL = /is already full|is locked/;
const NOT_ANSWERING = /timed out|ipc_timeout|is not available|no longer available|no processId available/;

/** ioredis, whose commands fail in many words while there is no connection. */
const STORE_ERRORS = /Command timed out|Connection is closed|max retries per request|Stream isn't writeable/i;
const STORE_CODES: readonly unknown[] = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/**
 * The row of the error table for what matchmaking threw; undefined for what nobody expected.
 * Errors of other processes arrive as bare words, so a row is known by its message as well as by its code.
 */
export function explainRefusal(error: unknown): ErrorRow | undefined {
  if (!(error instanceof Error)) return undefined;
  const { message } = error;
  const code: unknown = 'code' in error ? error.code : undefined;
  const row = ROWS.find((candidate) => candidate.message === message);
  if (row !== undefined) return row;
  if (FULL.test(message)) return HTTP_ERRORS.roomFull;
  if (STORE_ERRORS.test(message) || STORE_CODES.includes(code)) return HTTP_ERRORS.storeAway;
  if (NOT_ANSWERING.test(message)) return HTTP_ERRORS.matchMoving;
  if (code === ErrorCode.MATCHMAKE_NO_HANDLER) return HTTP_ERRORS.unknownWay;
  if (code === ErrorCode.MATCHMAKE_INVALID_ROOM_ID) return HTTP_ERRORS.unknownRoom;
  if (code === ErrorCode.MATCHMAKE_EXPIRED) return HTTP_ERRORS.seatGone;
  return undefined;
}
