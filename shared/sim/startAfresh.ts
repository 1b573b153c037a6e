import { PositionHistory } from './PositionHistory.ts';
import { stepRespawns } from './stepRespawns.ts';
import type { World } from './World.ts';

/** Clears the arena and brings everyone back at a spawn point with nothing; what they have scored is not touched. */
export function startAfresh(world: World): void {
  world.projectiles.clear();
  // Nobody is hit where they stood before.
  world.history = new PositionHistory();
  for (const pickup of world.pickups) pickup.availableAtTick = world.tick;
  for (const player of world.players.values()) {
    player.alive = false;
    player.respawnAtTick = world.tick;
  }
  stepRespawns(world);
}
