import { ticksOf } from './rates.ts';

export type WeaponId = 'pistol' | 'smg' | 'shotgun' | 'railgun' | 'rocket' | 'grenade';

interface WeaponBase {
  /** The number that stands for the weapon in inputs and state; 0 means none. */
  readonly number: number;
  readonly name: string;
  /** Damage of one hitscan ray, or of a projectile's direct hit. */
  readonly damage: number;
  readonly fireIntervalTicks: number;
  /** Rounds when picked up, and the most one can carry. `Infinity` never runs out. */
  readonly startRounds: number;
  readonly maxRounds: number;
  /** Share of the running speed left while the trigger is held. */
  readonly firingSpeedFactor: number;
  /** Ticks between pressing the trigger and the shot, visible and audible to others. */
  readonly chargeTicks: number;
  /** Speed given to what is hit, away from the shot, for full damage. */
  readonly pushUnitsPerSecond: number;
}

export interface HitscanDef extends WeaponBase {
  readonly kind: 'hitscan';
  readonly rays: number;
  readonly rangeUnits: number;
  /** Half angle of the cone the rays lie in, in radians, with a rested trigger. */
  readonly spreadRadians: number;
  /** Spread added by each shot, up to the most; it heals at the given rate when the trigger rests. */
  readonly spreadPerShotRadians: number;
  readonly maxSpreadRadians: number;
  readonly spreadRecoveryRadiansPerTick: number;
  /** Full damage up to here, from there falling in a line to `farDamageFactor` at the range. */
  readonly falloffStartUnits: number;
  readonly farDamageFactor: number;
  /** Whether the ray goes on through players. */
  readonly pierces: boolean;
}

/** How a projectile comes off walls, and rolls to a stop. */
export interface BounceDef {
  /** Share of its speed into a wall that it comes off with. */
  readonly restitution: number;
  /** Share of its speed along a wall that it loses there. */
  readonly wallFriction: number;
  readonly rollFrictionUnitsPerSecond2: number;
}

export interface ProjectileDef extends WeaponBase {
  readonly kind: 'projectile';
  /** The speed it leaves with; none ever flies faster. */
  readonly speedUnitsPerSecond: number;
  readonly radiusUnits: number;
  /** It goes off by itself after this long: a fuse. */
  readonly lifeTicks: number;
  /** Without it, it goes off where it meets a wall. */
  readonly bounce?: BounceDef;
  readonly splashDamage: number;
  readonly splashRadiusUnits: number;
  /** Share of the splash damage that the owner takes: rocket jumps cost, but do not kill at once. */
  readonly selfDamageFactor: number;
}

export type WeaponDef = HitscanDef | ProjectileDef;

/** Numbers, no rules: to add a weapon, add a row (docs/modding.md). */
export const WEAPONS: Readonly<Record<WeaponId, WeaponDef>> = {
  pistol: {
    number: 1, name: 'Pistol', kind: 'hitscan', damage: 14, fireIntervalTicks: ticksOf(1 / 4.5),
    startRounds: Infinity, maxRounds: Infinity, firingSpeedFactor: 0.95, chargeTicks: 0, pushUnitsPerSecond: 0,
    rays: 1, rangeUnits: 1400, spreadRadians: 0, spreadPerShotRadians: 0, maxSpreadRadians: 0,
    spreadRecoveryRadiansPerTick: 0, falloffStartUnits: 1400, farDamageFactor: 1, pierces: false,
  },
  smg: {
    number: 2, name: 'SMG', kind: 'hitscan', damage: 8, fireIntervalTicks: ticksOf(1 / 13),
    startRounds: 60, maxRounds: 150, firingSpeedFactor: 0.85, chargeTicks: 0, pushUnitsPerSecond: 0,
    rays: 1, rangeUnits: 900, spreadRadians: 0.012, spreadPerShotRadians: 6 / 512, maxSpreadRadians: 60 / 512,
    spreadRecoveryRadiansPerTick: 2 / 512, falloffStartUnits: 500, farDamageFactor: 0.6, pierces: false,
  },
  shotgun: {
    number: 3, name: 'Shotgun', kind: 'hitscan', damage: 9, fireIntervalTicks: ticksOf(1 / 1.1),
    startRounds: 10, maxRounds: 30, firingSpeedFactor: 0.8, chargeTicks: 0, pushUnitsPerSecond: 45,
    rays: 8, rangeUnits: 520, spreadRadians: 0.12, spreadPerShotRadians: 0, maxSpreadRadians: 0,
    spreadRecoveryRadiansPerTick: 0, falloffStartUnits: 180, farDamageFactor: 0.2, pierces: false,
  },
  railgun: {
    number: 4, name: 'Railgun', kind: 'hitscan', damage: 80, fireIntervalTicks: ticksOf(1 / 0.6),
    startRounds: 6, maxRounds: 12, firingSpeedFactor: 0.55, chargeTicks: ticksOf(0.25), pushUnitsPerSecond: 120,
    rays: 1, rangeUnits: 2400, spreadRadians: 0, spreadPerShotRadians: 0, maxSpreadRadians: 0,
    spreadRecoveryRadiansPerTick: 0, falloffStartUnits: 2400, farDamageFactor: 1, pierces: true,
  },
  rocket: {
    number: 5, name: 'Rocket launcher', kind: 'projectile', damage: 75, fireIntervalTicks: ticksOf(1 / 1.1),
    startRounds: 6, maxRounds: 20, firingSpeedFactor: 0.75, chargeTicks: 0, pushUnitsPerSecond: 520,
    speedUnitsPerSecond: 640, radiusUnits: 5, lifeTicks: ticksOf(4),
    splashDamage: 60, splashRadiusUnits: 90, selfDamageFactor: 0.5,
  },
  grenade: {
    number: 6, name: 'Grenades', kind: 'projectile', damage: 85, fireIntervalTicks: ticksOf(1 / 0.9),
    startRounds: 4, maxRounds: 12, firingSpeedFactor: 0.85, chargeTicks: 0, pushUnitsPerSecond: 480,
    speedUnitsPerSecond: 560, radiusUnits: 6, lifeTicks: ticksOf(1.3),
    bounce: { restitution: 0.6, wallFriction: 0.1, rollFrictionUnitsPerSecond2: 400 },
    splashDamage: 85, splashRadiusUnits: 110, selfDamageFactor: 0.5,
  },
};

export const WEAPON_IDS = Object.keys(WEAPONS) as readonly WeaponId[];

/** Ticks after changing weapons before the new one may fire. */
export const SWITCH_TICKS = ticksOf(0.2);

const byNumber = new Map(WEAPON_IDS.map((id) => [WEAPONS[id].number, id]));

/** The weapon a wire number stands for; undefined for 0 and for numbers no weapon has. */
export function weaponOfNumber(number: number): WeaponId | undefined {
  return byNumber.get(number);
}
