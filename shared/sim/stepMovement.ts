import { POSITION, VELOCITY } from '../defs/precision.ts';
import { TICK_SECONDS } from '../defs/rates.ts';
import { MOVEMENT } from '../defs/tuning.ts';
import { WEAPONS, type WeaponId } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import { collideWithWalls } from '../map/collide.ts';
import { wireRound } from '../math/wireRound.ts';
import { BUTTON, FULL_WISH, type Command } from './Command.ts';
import type { Body } from './Player.ts';

/**
 * Moves a body by one command, in place: the one movement of server, prediction, bots and replays.
 * The result is rounded to the wire, so a peer that received it continues from the very same numbers.
 *
 * @param weapon what the body holds; firing slows by weapon
 */
export function stepMovement(body: Body, weapon: WeaponId, command: Command, map: ArenaMap): void {
  body.ownTick += 1;
  if (wantsDash(body, command)) startDash(body, command);
  if (body.ownTick >= body.dashEndsAt) accelerate(body, weapon, command);
  limitSpeed(body, MOVEMENT.maxUnitsPerSecond);
  body.x += body.vx * TICK_SECONDS;
  body.y += body.vy * TICK_SECONDS;
  collideWithWalls(body, MOVEMENT.radiusUnits, map);
  body.x = wireRound(body.x, POSITION);
  body.y = wireRound(body.y, POSITION);
  body.vx = wireRound(body.vx, VELOCITY);
  body.vy = wireRound(body.vy, VELOCITY);
}

/** Running speed in units per second, as slowed by the trigger and raised by haste. */
export function runSpeed(body: Body, weapon: WeaponId, command: Command): number {
  const haste = body.ownTick < body.hasteEndsAt ? MOVEMENT.hasteFactor : 1;
  const firing = (command.buttons & BUTTON.fire) !== 0 ? WEAPONS[weapon].firingSpeedFactor : 1;
  return MOVEMENT.runUnitsPerSecond * haste * firing;
}

function wantsDash(body: Body, command: Command): boolean {
  return (command.buttons & BUTTON.dash) !== 0 && body.ownTick >= body.dashReadyAt;
}

/** Off in the wished direction, or where one looks when standing. */
function startDash(body: Body, command: Command): void {
  const standing = command.moveX === 0 && command.moveY === 0;
  const direction = standing ? command.aim : Math.atan2(command.moveY, command.moveX);
  body.vx = Math.cos(direction) * MOVEMENT.dashUnitsPerSecond;
  body.vy = Math.sin(direction) * MOVEMENT.dashUnitsPerSecond;
  body.dashEndsAt = body.ownTick + MOVEMENT.dashTicks;
  body.dashReadyAt = body.ownTick + MOVEMENT.dashCooldownTicks;
}

/** Draws the velocity towards the wished one, by no more than the acceleration allows. */
function accelerate(body: Body, weapon: WeaponId, command: Command): void {
  const length = Math.max(FULL_WISH, Math.hypot(command.moveX, command.moveY));
  const speed = runSpeed(body, weapon, command);
  const missingX = (command.moveX / length) * speed - body.vx;
  const missingY = (command.moveY / length) * speed - body.vy;
  const missing = Math.hypot(missingX, missingY);
  const wishes = command.moveX !== 0 || command.moveY !== 0;
  const reach = (wishes ? MOVEMENT.accelerationUnitsPerSecond2 : MOVEMENT.frictionUnitsPerSecond2) * TICK_SECONDS;
  const share = missing <= reach ? 1 : reach / missing;
  body.vx += missingX * share;
  body.vy += missingY * share;
}

function limitSpeed(body: Body, limit: number): void {
  const speed = Math.hypot(body.vx, body.vy);
  if (speed <= limit) return;
  body.vx *= limit / speed;
  body.vy *= limit / speed;
}
