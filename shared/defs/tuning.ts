import { ticksOf } from './rates.ts';

/** How a body moves. */
export const MOVEMENT = {
  radiusUnits: 14,
  runUnitsPerSecond: 230,
  accelerationUnitsPerSecond2: 2400,
  /** 230 units/s come to rest in 0.12 s. */
  frictionUnitsPerSecond2: 1917,
  dashUnitsPerSecond: 720,
  dashTicks: ticksOf(0.16),
  dashCooldownTicks: ticksOf(2.5),
  hasteFactor: 1.3,
  /** One tick never carries a body further than its own radius, so nobody tunnels through a wall. */
  maxUnitsPerSecond: 840,
} as const;

/** What a body endures. */
export const VITALS = {
  maxHealth: 100,
  maxArmour: 100,
  /** Share of a hit that armour takes for as long as it lasts. */
  armourAbsorbs: 0.6,
  respawnTicks: ticksOf(2),
  /** Nothing hurts a body that has just come back, until this ends or it fires. */
  spawnProtectionTicks: ticksOf(1.2),
  damageFactor: 2,
} as const;

/** How the server copes with inputs that come late, never, or in bursts. */
export const INPUT = {
  /** Inputs that may wait for their tick; a longer queue drops its oldest. */
  maxQueuedInputs: 8,
  /** A body whose input is late stands still this long before it is stepped with empty hands. */
  holdTicks: 15,
  /** A queue that never runs shorter than this over a second makes its owner send a little slower. */
  comfortableBacklog: 1,
  /** Someone who wishes nothing for this long is played by a bot until they move again. */
  idleTicks: ticksOf(60),
} as const;

/** How long the parts of a match last. */
export const MATCH_FLOW = {
  countdownTicks: ticksOf(5),
  /** Alone among bots there is nobody to wait for. */
  countdownAloneTicks: ticksOf(1),
  resultsTicks: ticksOf(12),
  /** A dropped connection keeps its seat for this long. */
  reconnectSeconds: 20,
} as const;
