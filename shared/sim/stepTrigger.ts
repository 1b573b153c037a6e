import { SPREAD } from '../defs/precision.ts';
import { SWITCH_TICKS, WEAPONS, weaponOfNumber, type WeaponId } from '../defs/weapons.ts';
import { wireRound } from '../math/wireRound.ts';
import { BUTTON, type Command } from './Command.ts';
import type { Body, Trigger } from './Player.ts';

/** What pulling the trigger led to: a shot leaves now, or a charge begins. */
export type Pull =
  { readonly kind: 'shot'; readonly weapon: WeaponId } | { readonly kind: 'charge'; readonly weapon: WeaponId };

/**
 * Works a body's weapons by one command, in place, after `stepMovement` has advanced its clock.
 * The owner's client predicts it, to show muzzle flash, tracer and rocket at once; what a shot hits is
 * the server's to say.
 */
export function stepTrigger(body: Readonly<Body>, trigger: Trigger, command: Command): Pull | undefined {
  changeWeapon(body, trigger, command);
  const held = (command.buttons & BUTTON.fire) !== 0;
  if (!held) rest(trigger);
  if (trigger.chargeEndsAt > 0) return release(body, trigger);
  if (!held || body.ownTick < trigger.readyAt || !hasRounds(trigger)) return undefined;
  const { chargeTicks } = WEAPONS[trigger.weapon];
  if (chargeTicks === 0) return fire(body, trigger);
  trigger.chargeEndsAt = body.ownTick + chargeTicks;
  return { kind: 'charge', weapon: trigger.weapon };
}

/** Whether a weapon can be changed to: carried, and not empty. */
export function canHold(trigger: Pick<Trigger, 'rounds'>, weapon: WeaponId): boolean {
  return (trigger.rounds[weapon] ?? 0) > 0;
}

function hasRounds(trigger: Readonly<Trigger>): boolean {
  return canHold(trigger, trigger.weapon);
}

function changeWeapon(body: Readonly<Body>, trigger: Trigger, command: Command): void {
  const wished = weaponOfNumber(command.weapon);
  const next = hasRounds(trigger) || trigger.chargeEndsAt > 0 ? wished : (wished ?? 'pistol');
  if (next === undefined || next === trigger.weapon || trigger.chargeEndsAt > 0) return;
  if (canHold(trigger, next)) takeInHand(body, trigger, next);
}

/** Changes to a weapon that is carried; it may fire after `SWITCH_TICKS`. */
export function takeInHand(body: Readonly<Body>, trigger: Trigger, weapon: WeaponId): void {
  trigger.weapon = weapon;
  trigger.bloom = 0;
  trigger.readyAt = Math.max(trigger.readyAt, body.ownTick + SWITCH_TICKS);
}

function release(body: Readonly<Body>, trigger: Trigger): Pull | undefined {
  return body.ownTick < trigger.chargeEndsAt ? undefined : fire(body, trigger);
}

function fire(body: Readonly<Body>, trigger: Trigger): Pull {
  const { weapon } = trigger;
  const def = WEAPONS[weapon];
  trigger.chargeEndsAt = 0;
  trigger.readyAt = body.ownTick + def.fireIntervalTicks - def.chargeTicks;
  trigger.rounds[weapon] = (trigger.rounds[weapon] ?? 0) - 1;
  if (def.kind === 'hitscan') {
    trigger.bloom = wireRound(Math.min(def.maxSpreadRadians, trigger.bloom + def.spreadPerShotRadians), SPREAD);
  }
  return { kind: 'shot', weapon };
}

function rest(trigger: Trigger): void {
  const def = WEAPONS[trigger.weapon];
  if (def.kind !== 'hitscan' || trigger.bloom === 0) return;
  trigger.bloom = wireRound(Math.max(0, trigger.bloom - def.spreadRecoveryRadiansPerTick), SPREAD);
}
