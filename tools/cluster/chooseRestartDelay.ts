/** Who ends sooner after it was ready than this, or before, has hardly served. */
const HASTY_MS = 2000;

/** The matches of what has ended go to the others first; they need the cores for it. */
const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 10_000;

/**
 * When to start again what has just ended: in a moment, and from its second hasty end in a row after a delay that
 * doubles each time. Takes the hasty ends in a row so far and for how long it served.
 */
export function chooseRestartDelay(hastyEndsBefore: number, servedMs: number): { hastyEnds: number; delayMs: number } {
  if (servedMs >= HASTY_MS) return { hastyEnds: 0, delayMs: FIRST_DELAY_MS };
  return { hastyEnds: hastyEndsBefore + 1, delayMs: Math.min(FIRST_DELAY_MS * 2 ** hastyEndsBefore, LONGEST_DELAY_MS) };
}
