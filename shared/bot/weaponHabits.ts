import type { WeaponId } from '../defs/weapons.ts';

/** How bots use a weapon. */
export interface WeaponHabit {
  /** The distance a bot seeks to its enemy with it. */
  readonly keepUnits: number;
  /** How good it is, by the distance of the enemy: up to each distance, that much; 1 is a pistol. */
  readonly appeal: readonly (readonly [untilUnits: number, appeal: number])[];
  /** Added to the angle at which a bot thinks it will hit, for cones that forgive. */
  readonly forgivesRadians: number;
}

export const WEAPON_HABITS: Readonly<Record<WeaponId, WeaponHabit>> = {
  pistol: { keepUnits: 220, forgivesRadians: 0, appeal: [[Infinity, 1]] },
  smg: {
    keepUnits: 180,
    forgivesRadians: 0.03,
    appeal: [
      [480, 1.7],
      [800, 1.1],
      [Infinity, 0.3],
    ],
  },
  shotgun: {
    keepUnits: 70,
    forgivesRadians: 0.08,
    appeal: [
      [150, 2.2],
      [260, 1.3],
      [Infinity, 0.2],
    ],
  },
  railgun: {
    keepUnits: 420,
    forgivesRadians: 0,
    appeal: [
      [220, 1],
      [Infinity, 1.9],
    ],
  },
  rocket: {
    keepUnits: 260,
    forgivesRadians: 0.04,
    appeal: [
      [120, 0.2],
      [460, 1.8],
      [Infinity, 0.8],
    ],
  },
  grenade: {
    keepUnits: 240,
    forgivesRadians: 0.08,
    appeal: [
      [150, 0.2],
      [340, 1.6],
      [Infinity, 0.1],
    ],
  },
};

/** How good a weapon is against an enemy at a distance, in units. */
export function appealOf(weapon: WeaponId, distanceUnits: number): number {
  for (const [untilUnits, appeal] of WEAPON_HABITS[weapon].appeal) if (distanceUnits <= untilUnits) return appeal;
  return 0;
}
