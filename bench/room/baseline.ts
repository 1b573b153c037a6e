import type { ContenderName, RunSetup } from './RunSetup.ts';

/** A run so short that every test run can afford it. Bytes depend on it alone, not on the machine. */
export const BASELINE_SETUP: Omit<RunSetup, 'contender'> = {
  pacing: 'lock-step',
  rooms: 1,
  playersPerRoom: 40,
  sideUnits: 1500,
  seed: 1,
  warmUpTicks: 30,
  ticks: 60,
  floorBytes: 91,
};

/** What a client was sent with each patch when it was last recorded, in bytes. */
export const BASELINE_BYTES: Readonly<Partial<Record<ContenderName, number>>> = {
  stateview: 247.2,
  'plain-ws': 91,
  ours: 178.2,
};
