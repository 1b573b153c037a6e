import { POSITION } from '../defs/precision.ts';
import { VITALS } from '../defs/tuning.ts';
import { WEAPONS } from '../defs/weapons.ts';
import { wireRound } from '../math/wireRound.ts';
import { chooseSpawn } from './chooseSpawn.ts';
import type { Player } from './Player.ts';
import type { World } from './World.ts';

/**
 * Puts a player at a spawn point with full health, a pistol and nothing else. Its own clock runs on:
 * to the owner's client, moments never go backwards.
 */
export function spawnPlayer(world: World, player: Player): void {
  player.alive = false;
  const spawn = chooseSpawn(world, player);
  player.x = wireRound(spawn.x, POSITION);
  player.y = wireRound(spawn.y, POSITION);
  player.vx = 0;
  player.vy = 0;
  player.aim = spawn.facing;
  player.dashEndsAt = 0;
  player.dashReadyAt = 0;
  player.hasteEndsAt = 0;
  player.weapon = 'pistol';
  player.rounds = { pistol: WEAPONS.pistol.startRounds };
  player.readyAt = 0;
  player.chargeEndsAt = 0;
  player.bloom = 0;
  player.alive = true;
  player.life += 1;
  player.health = VITALS.maxHealth;
  player.armour = 0;
  player.respawnAtTick = 0;
  player.protectedUntilTick = world.tick + VITALS.spawnProtectionTicks;
  player.doubleDamageUntilTick = 0;
  player.streak = 0;
}
