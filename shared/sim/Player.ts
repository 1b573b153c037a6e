import type { WeaponId } from '../defs/weapons.ts';

/**
 * What the owner's client predicts, and all that `stepMovement` reads. Moments here are on the body's
 * own clock: `ownTick` counts the commands it has lived through. It never runs faster than the world's
 * tick, and a client that predicts ten commands ahead knows exactly when its dash is ready again.
 */
export interface Body {
  /** Centre, in units. */
  x: number;
  y: number;
  /** Units per second. */
  vx: number;
  vy: number;
  ownTick: number;
  dashEndsAt: number;
  dashReadyAt: number;
  hasteEndsAt: number;
}

/** What the owner's client predicts of its weapons. Moments are on the body's own clock. */
export interface Trigger {
  weapon: WeaponId;
  /** Rounds carried, for each weapon one has. */
  rounds: Partial<Record<WeaponId, number>>;
  readyAt: number;
  /** When the shot that is being charged leaves; 0 when none is. */
  chargeEndsAt: number;
  /** Spread added by holding the trigger, in radians. */
  bloom: number;
}

export interface Tally {
  score: number;
  kills: number;
  deaths: number;
  damageDealt: number;
  shots: number;
  hits: number;
  /** Kills since the last death, and the longest such run. */
  streak: number;
  bestStreak: number;
  pickups: number;
}

/** One participant; survives death and reconnection. */
export interface Player extends Body, Trigger, Tally {
  readonly id: string;
  name: string;
  readonly bot: boolean;
  /** 0 in modes without teams. */
  team: number;
  /** Radians in [0, 2π). */
  aim: number;
  alive: boolean;
  /** Counts its spawns: when it changes, the body jumped and nobody draws the way between. */
  life: number;
  health: number;
  armour: number;
  /** World ticks; 0: not, or no longer. */
  respawnAtTick: number;
  protectedUntilTick: number;
  doubleDamageUntilTick: number;
}

export function newTally(): Tally {
  return { score: 0, kills: 0, deaths: 0, damageDealt: 0, shots: 0, hits: 0, streak: 0, bestStreak: 0, pickups: 0 };
}

/** Whether two are on the same team, as everybody is with themselves; in modes without teams nobody is. */
export function areTeamMates(a: Readonly<Player>, b: Readonly<Player>): boolean {
  return a.team !== 0 && a.team === b.team;
}

/** Whether one may want to hurt the other: neither oneself nor a team mate. */
export function areEnemies(a: Readonly<Player>, b: Readonly<Player>): boolean {
  return a !== b && !areTeamMates(a, b);
}
