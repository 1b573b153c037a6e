/** How a lost connection is won back. */
export const RECONNECT = {
  firstDelayMs: 250,
  maxDelayMs: 3_000,
  /** Nothing heard for this long means the connection is gone, whatever the socket says. */
  silenceMs: 4_000,
  /** One attempt may take this long before the next is made. */
  attemptMs: 4_000,
} as const;

/**
 * Milliseconds to wait before an attempt, counted from 1: doubling up to a ceiling, and anywhere between half
 * and all of that, so that everyone a server lost does not come back in the same instant.
 * Technique: "equal jitter", M. Brooker, "Exponential Backoff And Jitter" (2015).
 *
 * @param random in [0, 1)
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(RECONNECT.maxDelayMs, RECONNECT.firstDelayMs * 2 ** (attempt - 1));
  return ceiling / 2 + (ceiling / 2) * random;
}
