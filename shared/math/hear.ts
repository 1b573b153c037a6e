import { HEARING } from '../defs/hearing.ts';
import { angleTo, clamp, distance, type Vec } from './vec.ts';

const FULL_TURN = Math.PI * 2;

/** What an ear tells of a sound out of sight. */
export interface HeardSound {
  /** Towards it, to one of `HEARING.directions`. */
  readonly radians: number;
  /** 0…1, to one of `HEARING.loudnessSteps`; it falls with the square of the nearness. */
  readonly loudness: number;
}

/** What is heard of a sound; undefined when it is too far away. Places and `silentUnits` in units. */
export function hearSound(ear: Readonly<Vec>, source: Readonly<Vec>, silentUnits: number): HeardSound | undefined {
  const nearness = clamp((silentUnits - distance(ear, source)) / (silentUnits - HEARING.nearUnits), 0, 1);
  const loudness = Math.round(nearness ** 2 * HEARING.loudnessSteps) / HEARING.loudnessSteps;
  return loudness === 0 ? undefined : { radians: roughDirection(angleTo(ear, source)), loudness };
}

/** A direction as an ear, or a wound, tells it. Radians. */
export function roughDirection(radians: number): number {
  return (Math.round((radians / FULL_TURN) * HEARING.directions) / HEARING.directions) * FULL_TURN;
}
