import { POSITION, VELOCITY } from '../defs/precision.ts';
import type { Player } from '../sim/Player.ts';

const POSITION_STEPS_PER_UNIT = (2 ** POSITION.bits - 1) / (POSITION.max - POSITION.min);
const VELOCITY_STEPS_PER_UNIT = (2 ** VELOCITY.bits - 1) / (VELOCITY.max - VELOCITY.min);

/**
 * One byte that differs, nearly always, when a body is not where or how it was: cheap enough for every tick,
 * so a replay that goes another way is caught in the tick where it does.
 */
export function checkBody(player: Readonly<Player>): number {
  let hash = player.ownTick;
  hash = mix(hash, player.x * POSITION_STEPS_PER_UNIT);
  hash = mix(hash, player.y * POSITION_STEPS_PER_UNIT);
  hash = mix(hash, player.vx * VELOCITY_STEPS_PER_UNIT);
  hash = mix(hash, player.vy * VELOCITY_STEPS_PER_UNIT);
  hash = mix(hash, player.aim * 65536);
  hash = mix(hash, player.health * 256 + player.armour);
  return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & 255;
}

function mix(hash: number, value: number): number {
  return Math.imul(hash ^ Math.round(value), 0x01000193);
}
