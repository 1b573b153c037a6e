import type { Client, Room } from '@colyseus/core';
import type { RoundTrips } from '../input/RoundTrips.ts';
import type { Metrics } from '../infra/metrics.ts';
import { demandProof, socketOf } from './connectionGuard.ts';
import { PlayerLine, setLine } from './PlayerLine.ts';
import { sendAway } from './sendAway.ts';

export interface LineOptions {
  /** The messages of the room. */
  readonly table: object;
  readonly metrics: Pick<Metrics, 'closedConnections' | 'droppedMessages'>;
}

/**
 * From now on whatever a client sends is guarded, frames below the messages too, and it has to prove that it reads. To be called by every room
 * for each it lets in.
 */
export function openLine(
  room: Room,
  client: Client,
  { table, metrics }: LineOptions,
): { readonly line: PlayerLine; readonly trips: RoundTrips } {
  const line = new PlayerLine({
    table,
    refuse: (code) => sendAway(room, client, code, metrics),
    onDrop: (reason) => metrics.droppedMessages.inc({ reason }),
  });
  setLine(client, line);
  const socket = socketOf(client);
  for (const frame of ['ping', 'pong'] as const) socket.on(frame, ({ length }) => line.count(length));
  return { line, trips: demandProof(socket) };
}
