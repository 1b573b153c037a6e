import type { Client, Room } from '@colyseus/core';
import { CLOSE_ERRORS } from '../errors.ts';
import type { Metrics } from '../infra/metrics.ts';

/** Ends a client's connection with a reason of the error table, which it can read, and counts that. */
export function sendAway(
  room: Pick<Room, 'kickClient'>,
  { sessionId }: Pick<Client, 'sessionId'>,
  code: keyof typeof CLOSE_ERRORS,
  { closedConnections }: Pick<Metrics, 'closedConnections'>,
): void {
  const { name, message } = CLOSE_ERRORS[code];
  closedConnections.inc({ reason: name });
  room.kickClient(sessionId, code, message);
}
