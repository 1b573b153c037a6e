import type { Schema } from '@colyseus/schema';
import type { InstanceView } from '../../../server/sync/Interest.ts';
import type { Interest } from '../workload/Interest.ts';

/** Looks around for one client, and tells its view what came and what went; instances by slot of the player and id of the shot. */
export function tellView(
  view: InstanceView,
  interest: Interest,
  playersBySlot: readonly Schema[],
  shotsById: readonly (Schema | undefined)[],
): void {
  interest.look();
  const { players, shots } = interest;
  for (const slot of players.left) view.remove(playersBySlot[slot]!);
  for (const id of shots.left) {
    // One that ended has left the state, and every view with it.
    const shot = shotsById[id];
    if (shot !== undefined) view.remove(shot);
  }
  for (let i = players.count - players.enteredCount; i < players.count; i++) view.add(playersBySlot[players.ids[i]!]!);
  for (let i = shots.count - shots.enteredCount; i < shots.count; i++) view.add(shotsById[shots.ids[i]!]!);
}
