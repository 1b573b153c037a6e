/** How a number travels: an unsigned integer of `bits`, spread evenly over `min`…`max`. */
export interface WireRange {
  readonly min: number;
  readonly max: number;
  readonly bits: 8 | 16 | 32;
}

/** Positions in units: steps of exactly 1/8, enough for maps of 255 tiles a side. */
export const POSITION: WireRange = { min: 0, max: 65535 / 8, bits: 16 };

/** Velocities in units per second: steps of exactly 1/16 around an exact zero. */
export const VELOCITY: WireRange = { min: -2048, max: 2047.9375, bits: 16 };

/** Spread added by holding the trigger, in radians: steps of exactly 1/512. */
export const SPREAD: WireRange = { min: 0, max: 255 / 512, bits: 8 };
