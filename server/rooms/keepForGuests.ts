import type { Room } from '@colyseus/core';

/** How long a private match waits for the first who has its invite. */
const WAIT_MS = 120_000;

/** Keeps a new room out of every listing, and open until those it was made for have had time to come. */
export function keepForGuests(room: Room): void {
  void room.setPrivate(true);
  room.autoDispose = false;
  room.clock.setTimeout(() => (room.autoDispose = true), WAIT_MS);
}
