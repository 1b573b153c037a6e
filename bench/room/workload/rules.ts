/** The workload of the room benchmark, the same for every contender. ../README.md says it in words. */

export const TICK_RATE = 30;

/** Positions are whole numbers of this fraction of a unit from the simulation on, so everybody carries the very same numbers. */
export const QUARTERS_PER_UNIT = 4;
/** Angles are whole numbers of this fraction of a turn: one byte. */
export const ANGLES = 256;

const PLAYER_UNITS_PER_SECOND = 220;
const SHOT_UNITS_PER_SECOND = 900;
/** How far a shot flies in a tick, in quarters. */
const SHOT_QUARTERS_PER_TICK = (SHOT_UNITS_PER_SECOND * QUARTERS_PER_UNIT) / TICK_RATE;

export const FULL_HEALTH = 100;
export const SHOT_DAMAGE = 10;
/** A shot is seen for so many ticks unless it ends before: 0.8 s. */
export const SHOT_LIFE_TICKS = 24;
/** Two shots a second. */
export const FIRE_INTERVAL_TICKS = 15;
export const HIT_RADIUS_QUARTERS = 24 * QUARTERS_PER_UNIT;

/** What a client must be shown: a screen of 1280 × 720 and 200 units around it. Half of it, in quarters. */
export const VIEW_HALF_WIDTH = (640 + 200) * QUARTERS_PER_UNIT;
export const VIEW_HALF_HEIGHT = (360 + 200) * QUARTERS_PER_UNIT;

/** By how much a player gets on in a tick, in quarters, for each angle. */
const PLAYER_QUARTERS_PER_TICK = (PLAYER_UNITS_PER_SECOND * QUARTERS_PER_UNIT) / TICK_RATE;
export const PLAYER_STEP_X = stepsOf(Math.cos, PLAYER_QUARTERS_PER_TICK).map(Math.round);
export const PLAYER_STEP_Y = stepsOf(Math.sin, PLAYER_QUARTERS_PER_TICK).map(Math.round);

/** The same of a shot, not rounded: its place is rounded, not its steps, or the error would grow with its age. */
export const SHOT_STEP_X = stepsOf(Math.cos, SHOT_QUARTERS_PER_TICK);
export const SHOT_STEP_Y = stepsOf(Math.sin, SHOT_QUARTERS_PER_TICK);

function stepsOf(part: (radians: number) => number, length: number): Float64Array {
  return Float64Array.from({ length: ANGLES }, (_, angle) => part((angle / ANGLES) * 2 * Math.PI) * length);
}
