import { HEARING } from '../../shared/defs/hearing.ts';
import { clamp, distance, type Vec } from '../../shared/math/vec.ts';

/** How a sound reaches the ear. */
export interface Heard {
  /** 0…1. */
  readonly gain: number;
  /** −1 left … 1 right. */
  readonly pan: number;
  /** Frequencies above this are muffled, in Hz. */
  readonly cutoffHz: number;
}

const PAN_UNITS = 520;
/** Never hard left or right: a sound in one ear only is a pain on headphones. */
const MAX_PAN = 0.85;
const OPEN_HZ = 18000;
const MUFFLED_HZ = 900;
const MUFFLED_GAIN = 0.7;

/** How a sound at `source` reaches a listener; `muffled` when a wall stands between them. Places in units. */
export function hearFrom(listener: Readonly<Vec>, source: Readonly<Vec>, muffled: boolean): Heard {
  const away = distance(listener, source);
  const { nearUnits, silentUnits } = HEARING;
  const nearness = clamp((silentUnits - away) / (silentUnits - nearUnits), 0, 1);
  const pan = clamp((source.x - listener.x) / PAN_UNITS, -1, 1) * MAX_PAN;
  const cutoffHz = muffled ? MUFFLED_HZ : OPEN_HZ * (0.35 + 0.65 * nearness);
  return { gain: nearness * nearness * (muffled ? MUFFLED_GAIN : 1), pan, cutoffHz };
}

/** How something out of sight sounds, of which only direction and loudness are known. */
export function hearNoise(radians: number, loudness: number): Heard {
  return { gain: loudness * MUFFLED_GAIN, pan: Math.cos(radians) * MAX_PAN, cutoffHz: MUFFLED_HZ };
}
