import type { Room } from '@colyseus/core';

/** How long a private match waits for the first who has its invite. */
const WAIT_MS = 120_000;

/**
 * Keeps a room out of every listing, and open until those it was made for have had time to come.
 * @param isAwaited nobody has come yet; else it ends as any other does, when everybody has left
 */
export function keepForGuests(room: Room, isAwaited: boolean): void {
  void room.setPrivate(true);
  if (!isAwaited) return;
  room.autoDispose = false;
  room.clock.setTimeout(() => (room.autoDispose = true), WAIT_MS);
}
