import { WEAPONS, type ProjectileDef, type WeaponId } from '../defs/weapons.ts';
import type { Damage } from './applyDamage.ts';
import type { Command, Commands } from './Command.ts';
import { fireHitscan } from './hitscan.ts';
import { mayAct } from './mayAct.ts';
import type { Player } from './Player.ts';
import { launchFlight } from './stepFlight.ts';
import { stepTrigger } from './stepTrigger.ts';
import type { World } from './World.ts';

/** Works everyone's weapons; what the shots do is added to `damage`. */
export function stepWeapons(world: World, commands: Commands, damage: Damage[]): void {
  for (const player of world.players.values()) {
    const command = commands.get(player.id);
    if (command !== undefined && mayAct(world.phase, player.alive)) stepWeapon(world, player, command, damage);
  }
}

function stepWeapon(world: World, player: Player, command: Command, damage: Damage[]): void {
  // The trigger adds this shot's spread for the next one; the shot itself flies with what there was before.
  const { bloom } = player;
  const pull = stepTrigger(player, player, command);
  if (pull === undefined) return;
  player.protectedUntilTick = 0;
  if (pull.kind === 'charge') {
    world.events.push({ type: 'charge', player: player.id, weapon: pull.weapon, at: { x: player.x, y: player.y } });
    return;
  }
  player.shots += 1;
  const def = WEAPONS[pull.weapon];
  if (def.kind === 'projectile') {
    launchProjectile(world, player, pull.weapon, def);
  } else {
    const { aim, seenSubtick } = command;
    fireHitscan(world, player, { weapon: pull.weapon, def, bloom, aim, seenSubtick }, damage);
  }
}

function launchProjectile(world: World, owner: Player, weapon: WeaponId, def: ProjectileDef): void {
  const id = world.nextProjectileId++;
  const flight = launchFlight(def, owner, owner.aim, world.tick);
  const endsAtTick = world.tick + def.lifeTicks;
  world.projectiles.set(id, { ...flight, id, owner: owner.id, weapon, firedAt: owner.ownTick, endsAtTick });
  world.events.push({ type: 'shot', player: owner.id, weapon, from: { x: flight.x, y: flight.y }, ends: [] });
}
