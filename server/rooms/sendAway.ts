import type { Client, Room } from '@colyseus/core';
import { CLOSE_ERRORS } from '../errors.ts';
import type { Metrics } from '../infra/metrics.ts';
import { socketOf } from './connectionGuard.ts';

/** Ends a client's connection with a reason of the error table, which it can read, and counts that. */
export function sendAway(
  room: Pick<Room, 'kickClient'>,
  client: Pick<Client, 'sessionId' | 'ref'>,
  code: keyof typeof CLOSE_ERRORS,
  { closedConnections }: Pick<Metrics, 'closedConnections'>,
): void {
  const { name, message } = CLOSE_ERRORS[code];
  const socket = socketOf(client);
  closedConnections.inc({ reason: name });
  room.kickClient(client.sessionId, code, message);
  // Colyseus closes it a moment later, and never when its seat has gone over to a newer connection by then: it would stay open for good.
  socket.close(code, message);
}
