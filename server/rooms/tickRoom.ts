import { TimestepException, type RoomException } from '@colyseus/core';
import type { TickLoop } from '../loop/TickLoop.ts';

/** The longest a timer can wait, 24 days; a room is long over by then, and nothing comes of it if it is not. */
const NEVER_MS = 2 ** 31 - 1;

/** What a Colyseus room has that is to be ticked from outside. */
export interface TickedRoom {
  readonly clock: { tick(): void };
  patchRate: number | null;
  setTimestep(callback: () => void, delayMs: number): void;
  onUncaughtException(error: RoomException, hook: string): void;
}

/**
 * Ticks a room from the loop of the process in place of Colyseus' own timer, and its clock with it; returns how to stop.
 * Patches leave only when the room sends them. What `tick` throws goes to `onUncaughtException`, as from Colyseus' timer.
 */
export function tickRoom(room: TickedRoom, loop: Pick<TickLoop, 'add'>, tick: () => void): () => void {
  // A room that has no timestep ticks its clock by a timer of its own, and once more with each patch.
  room.setTimestep(() => undefined, NEVER_MS);
  room.patchRate = null;
  return loop.add({
    tick() {
      room.clock.tick();
      tick();
    },
    fail(error) {
      const cause = error instanceof Error ? error : new Error(String(error));
      room.onUncaughtException(new TimestepException(cause, cause.message), 'tick');
    },
  });
}
