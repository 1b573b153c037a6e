import type { SpawnPoint } from '../map/ArenaMap.ts';
import { hasLineOfSight } from '../map/raycast.ts';
import { nextInt } from '../math/prng.ts';
import { distance } from '../math/vec.ts';
import { assert } from './assert.ts';
import { areEnemies, type Player } from './Player.ts';
import type { World } from './World.ts';

/** From this far on one spawn point is as good as another, so nobody can tell where a victim comes back. */
const SAFE_UNITS = 640;

/**
 * The spawn point best kept from living enemies: out of their sight first, then far away; chance settles ties.
 * Lines of sight are dear and distances are not, so the far places are looked at first, and no further than needed.
 */
export function chooseSpawn(world: World, player: Player): SpawnPoint {
  const enemies = [...world.players.values()].filter((other) => other.alive && areEnemies(player, other));
  const places = spawnsOpenTo(player, world.map.spawns).map((spawn) => ({
    spawn,
    safeUnits: safeUnitsOf(spawn, enemies),
  }));
  const tiers = [...new Set(places.map(({ safeUnits }) => safeUnits))].sort((a, b) => b - a);
  const spawnsOf = (tier: number | undefined) =>
    places.filter(({ safeUnits }) => safeUnits === tier).map(({ spawn }) => spawn);
  for (const tier of tiers) {
    const hidden = spawnsOf(tier).filter((spawn) => !isSeen(world, spawn, enemies));
    if (hidden.length > 0) return pickOne(world, hidden);
  }
  return pickOne(world, spawnsOf(tiers[0]));
}

/** Without a team one comes in anywhere, as one does where a map has no place for the own team. */
function spawnsOpenTo({ team }: Player, spawns: readonly SpawnPoint[]): readonly SpawnPoint[] {
  const open = team === 0 ? spawns : spawns.filter((spawn) => spawn.team === 0 || spawn.team === team);
  return open.length > 0 ? open : spawns;
}

function pickOne(world: World, spawns: readonly SpawnPoint[]): SpawnPoint {
  const chosen = spawns[nextInt(world.prng, spawns.length)];
  assert(chosen !== undefined, `map ${world.map.id} has no spawn point`);
  return chosen;
}

/** Units to the nearest enemy, as far as they matter. */
function safeUnitsOf(spawn: SpawnPoint, enemies: readonly Player[]): number {
  let nearest = SAFE_UNITS;
  for (const enemy of enemies) nearest = Math.min(nearest, distance(spawn, enemy));
  return nearest;
}

function isSeen(world: World, spawn: SpawnPoint, enemies: readonly Player[]): boolean {
  return enemies.some((enemy) => hasLineOfSight(world.map, enemy, spawn));
}
