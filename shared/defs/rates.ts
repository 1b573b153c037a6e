/** Simulation steps, and inputs of one player, per second. */
export const TICK_RATE = 60;
export const TICK_SECONDS = 1 / TICK_RATE;
export const TICK_MS = 1000 / TICK_RATE;

/** A patch leaves after every tick that this number divides. */
export const TICKS_PER_PATCH = 2;
export const PATCH_MS = TICK_MS * TICKS_PER_PATCH;

/**
 * The instant a shooter saw travels in whole subticks, so client and server
 * interpolate to the very same fraction of a tick.
 */
export const SUBTICKS_PER_TICK = 16;

/** Lag compensation never looks further back than this: 250 ms, network, interpolation and tick together. */
export const MAX_REWIND_TICKS = 15;

/** Ticks for a span of seconds, to the nearest whole tick. */
export function ticksOf(seconds: number): number {
  return Math.round(seconds * TICK_RATE);
}
