import { WEAPON_IDS, weaponOfNumber, type WeaponId } from '../defs/weapons.ts';
import type { OwnBody } from './Predictor.ts';
import type { OwnState, PlayerState } from './arenaSchema.ts';

/** The rounds in `OwnState` of a weapon that never runs out. */
export const ENDLESS_ROUNDS = 255;

/** The owner's body as the server told it: the start of every prediction. */
export function readOwnBody(player: PlayerState, own: OwnState): OwnBody {
  return {
    x: player.x,
    y: player.y,
    vx: own.vx,
    vy: own.vy,
    ownTick: own.ownTick,
    dashEndsAt: own.dashEndsAt,
    dashReadyAt: own.dashReadyAt,
    hasteEndsAt: own.hasteEndsAt,
    weapon: weaponOfNumber(player.weapon) ?? 'pistol',
    rounds: readRounds(own),
    readyAt: own.readyAt,
    chargeEndsAt: own.chargeEndsAt,
    bloom: own.bloom,
  };
}

function readRounds(own: OwnState): Partial<Record<WeaponId, number>> {
  const rounds: Partial<Record<WeaponId, number>> = {};
  for (const id of WEAPON_IDS) {
    const count = own[`${id}Rounds`];
    if (count > 0) rounds[id] = count === ENDLESS_ROUNDS ? Infinity : count;
  }
  return rounds;
}
