import { ticksOf } from './rates.ts';

/** What can be heard of what is out of sight: its direction and loudness, neither of them exact enough to tell a place. */
export const HEARING = {
  /** Full loudness up to here; it falls with the square of the nearness. */
  nearUnits: 90,
  /** From here on there is silence; steps carry less far. */
  silentUnits: 1500,
  stepSilentUnits: 450,
  /** Parts of a full turn, and steps of loudness, that an ear tells apart. */
  directions: 32,
  loudnessSteps: 8,
  /** A body that runs is heard this often, if it is faster than this. */
  stepEveryTicks: ticksOf(0.3),
  stepFromUnitsPerSecond: 90,
} as const;
