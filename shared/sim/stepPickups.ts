import { AMMUNITION_SHARE, PICKUP_RADIUS_UNITS, PICKUPS, type PickupDef } from '../defs/pickups.ts';
import { MOVEMENT, VITALS } from '../defs/tuning.ts';
import { WEAPONS, type WeaponId } from '../defs/weapons.ts';
import type { PickupPad } from '../map/ArenaMap.ts';
import { distance } from '../math/vec.ts';
import { assert } from './assert.ts';
import type { Player } from './Player.ts';
import { takeInHand } from './stepTrigger.ts';
import type { World } from './World.ts';

const REACH_UNITS = PICKUP_RADIUS_UNITS + MOVEMENT.radiusUnits;

/** Gives what lies on the pads to the nearest body in reach that has a use for it. */
export function stepPickups(world: World): void {
  world.map.pads.forEach((pad, index) => {
    const state = world.pickups[index];
    assert(state !== undefined, `pad ${index} has no state`);
    if (state.availableAtTick > world.tick) return;
    const def = PICKUPS[pad.pickup];
    const taker = nearestTaker(world, pad, def);
    if (taker === undefined) return;
    take(world, taker, def);
    taker.pickups += 1;
    state.availableAtTick = world.tick + def.returnTicks;
    const at = { x: pad.x, y: pad.y };
    world.events.push({ type: 'pickup', player: taker.id, pickup: pad.pickup, pad: index, at });
  });
}

function nearestTaker(world: World, pad: PickupPad, def: PickupDef): Player | undefined {
  let nearest: Player | undefined;
  let reach = REACH_UNITS;
  for (const player of world.players.values()) {
    // On a large map nearly everybody is far from nearly every pad, and this is the cheapest way to know it.
    if (Math.abs(player.x - pad.x) > reach || Math.abs(player.y - pad.y) > reach) continue;
    const away = distance(player, pad);
    if (!player.alive || away > reach || (nearest !== undefined && away === reach)) continue;
    if (!hasUseFor(player, def)) continue;
    nearest = player;
    reach = away;
  }
  return nearest;
}

/** Whether a pickup would change anything for a player; what would not stays for others. */
export function hasUseFor(player: Readonly<Player>, def: PickupDef): boolean {
  switch (def.kind) {
    case 'weapon':
      return roomFor(player, def.weapon) > 0;
    case 'ammunition':
      return carriedWeapons(player).some((weapon) => roomFor(player, weapon) > 0);
    case 'health':
      return player.health < VITALS.maxHealth;
    case 'armour':
      return player.armour < VITALS.maxArmour;
    case 'haste':
    case 'doubleDamage':
      return true;
  }
}

function take(world: World, player: Player, def: PickupDef): void {
  switch (def.kind) {
    case 'weapon':
      return takeWeapon(player, def.weapon);
    case 'ammunition':
      for (const weapon of carriedWeapons(player)) addRounds(player, weapon, AMMUNITION_SHARE);
      return;
    case 'health':
      player.health = Math.min(VITALS.maxHealth, player.health + def.amount);
      return;
    case 'armour':
      player.armour = Math.min(VITALS.maxArmour, player.armour + def.amount);
      return;
    case 'haste':
      player.hasteEndsAt = player.ownTick + def.effectTicks;
      return;
    case 'doubleDamage':
      player.doubleDamageUntilTick = world.tick + def.effectTicks;
  }
}

/** Whoever holds only the pistol wants the better weapon at once; others keep what they chose. */
function takeWeapon(player: Player, weapon: WeaponId): void {
  addRounds(player, weapon, 1);
  if (player.weapon === 'pistol') takeInHand(player, player, weapon);
}

function carriedWeapons(player: Readonly<Player>): WeaponId[] {
  return Object.keys(player.rounds) as WeaponId[];
}

/** Rounds missing to the most one can carry; 0 for a weapon that never runs out. */
function roomFor(player: Readonly<Player>, weapon: WeaponId): number {
  const { maxRounds } = WEAPONS[weapon];
  return maxRounds === Infinity ? 0 : maxRounds - (player.rounds[weapon] ?? 0);
}

/** Adds a share of the rounds the weapon comes with, as far as they can be carried. */
function addRounds(player: Player, weapon: WeaponId, share: number): void {
  const added = Math.min(roomFor(player, weapon), Math.ceil(WEAPONS[weapon].startRounds * share));
  if (added > 0) player.rounds[weapon] = (player.rounds[weapon] ?? 0) + added;
}
