import type { SpawnPoint } from '../map/ArenaMap.ts';
import { hasLineOfSight } from '../map/raycast.ts';
import { nextInt } from '../math/prng.ts';
import { distance } from '../math/vec.ts';
import { assert } from './assert.ts';
import { areTeamMates, type Player } from './Player.ts';
import type { World } from './World.ts';

/** From this far on one spawn point is as good as another, so nobody can tell where a victim comes back. */
const SAFE_UNITS = 640;

/** The spawn point best kept from living enemies: out of their sight first, then far away; chance settles ties. */
export function chooseSpawn(world: World, player: Player): SpawnPoint {
  const enemies = [...world.players.values()].filter(
    (other) => other !== player && other.alive && !areTeamMates(player, other),
  );
  const open = world.map.spawns.filter((spawn) => spawn.team === 0 || spawn.team === player.team);
  const scores = open.map((spawn) => safetyOf(world, spawn, enemies));
  const best = Math.max(...scores);
  const safest = open.filter((_, index) => scores[index] === best);
  const chosen = safest[nextInt(world.prng, safest.length)];
  assert(chosen !== undefined, `map ${world.map.id} has no spawn point for team ${player.team}`);
  return chosen;
}

/** Units to the nearest enemy as far as they matter, and as much again when none looks on. */
function safetyOf(world: World, spawn: SpawnPoint, enemies: readonly Player[]): number {
  let nearest = SAFE_UNITS;
  let seen = false;
  for (const enemy of enemies) {
    nearest = Math.min(nearest, distance(spawn, enemy));
    seen ||= hasLineOfSight(world.map, enemy, spawn);
  }
  return nearest + (seen ? 0 : SAFE_UNITS);
}
