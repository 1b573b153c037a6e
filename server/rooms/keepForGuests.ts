import type { Room } from '@colyseus/core';

/** How long a private match waits for those who are yet to come. */
const WAIT_MS = 120_000;

/**
 * Keeps a room out of every listing, and open until those it was made for have had time to come.
 * @param isAwaited somebody is yet to come; else it ends as any other does, when everybody has left
 */
export function keepForGuests(room: Room, isAwaited: boolean): void {
  void room.setPrivate(true);
  if (!isAwaited) return;
  room.autoDispose = false;
  room.clock.setTimeout(() => (room.autoDispose = true), WAIT_MS);
}
