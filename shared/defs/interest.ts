import { ticksOf } from './rates.ts';
import { MOVEMENT } from './tuning.ts';

/** What of a match a client is sent. */
export const INTEREST = {
  /** Half of what a screen shows, around the own body. */
  screenHalfWidthUnits: 640,
  screenHalfHeightUnits: 360,
  /** Sent beyond it: the camera leads by 56 units, a body runs 58 in 250 ms, and reaches 14 beyond its centre. */
  marginUnits: 128,
  /** How far a body runs in 250 ms: what is in sight from there is sent ahead, so that nobody pops in at a corner. */
  reachUnits: MOVEMENT.runUnitsPerSecond * 0.25,
  reachSeconds: 0.25,
  /** What was in sight is sent for this much longer, so that nothing flickers at the edge; never over a leap. */
  lingerTicks: ticksOf(0.2),
} as const;
