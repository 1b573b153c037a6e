import { spawnPlayer } from './spawnPlayer.ts';
import type { World } from './World.ts';

/** Brings back everyone whose time has come. */
export function stepRespawns(world: World): void {
  for (const player of world.players.values()) {
    if (player.alive || player.respawnAtTick > world.tick) continue;
    spawnPlayer(world, player);
    world.events.push({ type: 'spawn', player: player.id, at: { x: player.x, y: player.y } });
  }
}
