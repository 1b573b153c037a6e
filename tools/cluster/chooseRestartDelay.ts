/** Who ends sooner after it was ready than this, or before, has hardly served. */
const HASTY_MS = 2000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/**
 * When to start again what has just ended: at once, and from its second hasty end in a row after a delay that
 * doubles each time. Takes the hasty ends in a row so far and for how long it served.
 */
export function chooseRestartDelay(hastyEndsBefore: number, servedMs: number): { hastyEnds: number; delayMs: number } {
  if (servedMs >= HASTY_MS) return { hastyEnds: 0, delayMs: 0 };
  const delayMs = hastyEndsBefore === 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (hastyEndsBefore - 1), LONGEST_DELAY_MS);
  return { hastyEnds: hastyEndsBefore + 1, delayMs };
}
