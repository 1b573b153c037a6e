/** Ticks between two flashes, in shares of what is left: the nearer the end, the faster it blinks. */
const BEAT = 0.25;
const LIT_SHARE = 0.4;
/** So near to its end it no longer goes out. */
const STEADY_TICKS = 4;

/** Whether a fuse with so many ticks left is drawn lit. It needs no memory: each flash lies at a place of its own. */
export function isFuseLit(ticksLeft: number): boolean {
  if (ticksLeft <= STEADY_TICKS) return true;
  const beats = Math.log(ticksLeft / STEADY_TICKS) / BEAT;
  return beats % 1 < LIT_SHARE;
}
