import { TICKS_PER_PATCH } from '../defs/rates.ts';
import type { Vec } from '../math/vec.ts';
import { applyDamage, type Damage } from './applyDamage.ts';
import type { Commands } from './Command.ts';
import { stepPhase } from './matchFlow.ts';
import { mayAct } from './mayAct.ts';
import { stepMovement } from './stepMovement.ts';
import { stepPickups } from './stepPickups.ts';
import { stepProjectiles } from './stepProjectiles.ts';
import { stepRespawns } from './stepRespawns.ts';
import { stepWeapons } from './stepWeapons.ts';
import type { World } from './World.ts';

/**
 * Advances a match by one tick, in place. The same world, joins, leaves and commands always give the same
 * future: this is the whole game, and everything else is an adapter around it.
 *
 * @param commands at most one for each player; those of the dead and of strangers change nothing
 */
export function stepWorld(world: World, commands: Commands): void {
  world.tick += 1;
  world.events = [];
  stepPhase(world);
  if (world.phase !== 'results') {
    stepBodies(world, commands);
    // All shots of a tick are judged before any of them hurts, so two players can kill each other.
    const damage: Damage[] = [];
    stepWeapons(world, commands, damage);
    stepProjectiles(world, damage);
    applyDamage(world, damage);
    stepPickups(world);
    stepRespawns(world);
  }
  if (world.tick % TICKS_PER_PATCH === 0) recordPlaces(world);
}

function stepBodies(world: World, commands: Commands): void {
  for (const player of world.players.values()) {
    const command = commands.get(player.id);
    if (command === undefined || !mayAct(world.phase, player.alive)) continue;
    const lastDash = player.dashEndsAt;
    player.aim = command.aim;
    stepMovement(player, player.weapon, command, world.map);
    if (player.dashEndsAt === lastDash) continue;
    world.events.push({ type: 'dash', player: player.id, at: { x: player.x, y: player.y } });
  }
}

function recordPlaces(world: World): void {
  const places = new Map<string, Vec>();
  for (const { id, alive, x, y } of world.players.values()) {
    if (alive) places.set(id, { x, y });
  }
  world.history.record(world.tick, places);
}
