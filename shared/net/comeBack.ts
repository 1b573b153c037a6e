import { MATCH_FLOW } from '../defs/tuning.ts';
import { CLOSE } from './protocol.ts';

/** How a lost connection is won back, by every kind of client. */
export const RECONNECT = {
  /** The seat is kept for this long. */
  windowMs: MATCH_FLOW.reconnectSeconds * 1000,
  /** No patch for this long means the connection is gone, whatever the socket says. */
  silenceMs: 1_500,
  /** After a planned move the next owner has the match already. */
  plannedDelayMs: 100,
  /** So many tries come quickly: another process needs a moment to take over a match, and seldom a long one. */
  quickTries: 12,
  minQuickDelayMs: 150,
  maxQuickDelayMs: 450,
  maxDelayMs: 3_000,
  /** Matchmaking may take this long to say who owns the match. */
  askMs: 1_000,
  /** And the owner this long to let the player in and to show the match. */
  openMs: 1_500,
} as const;

/** As browsers say it of sockets that ended without a word. */
export const CODE_SILENCE = 1006;

/** Tries with the plain limits; who has not come back by then may be on a slow line, and is given more. */
const STRICT_TRIES = 3;
const PATIENCE_STEP = 0.5;
const MAX_PATIENCE = 3;

/** Close codes of the socket, of Colyseus and of proxies after which the seat is still held. */
const ACCIDENTS: readonly number[] = [1001, 1005, CODE_SILENCE, 1011, 1012, 1013, 1014, CLOSE.matchMoved];

/** There is nothing to come back to, as whoever should know has said. */
export class SeatGone extends Error {
  override readonly name = 'SeatGone';
}

/** How long one try may take, in milliseconds. */
export interface TryLimits {
  readonly askMs: number;
  readonly openMs: number;
}

/** What winning back a connection needs of its surroundings. */
export interface WayBack<Link> {
  /** The code that the lost connection was closed with. */
  readonly closeCode: number;
  /**
   * One try within these limits. It has to leave nothing behind when it fails, least of all a socket that takes the
   * seat later.
   * @throws SeatGone when all further tries are in vain, anything else when the next may be made
   */
  attempt(limits: TryLimits): Promise<Link>;
  /** Told before each wait, with the number of the try that it is for, counted from 1. */
  onTry?(number: number): void;
  /** False as soon as the player has left for good. */
  isWanted(): boolean;
  wait(ms: number): Promise<unknown>;
  nowMs(): number;
  /** In [0, 1). */
  random(): number;
}

/** How it ended. A link that came just after the player had left is still given: somebody has to leave the seat. */
export type Comeback<Link> =
  | { readonly kind: 'back'; readonly link: Link }
  /** The server says so, or the time is over. */
  | { readonly kind: 'lost'; readonly cause: 'gone' | 'late'; readonly reason: string }
  | { readonly kind: 'unwanted' };

/** Whether a closed connection is worth winning back; otherwise the stay is over. */
export function isAccident(closeCode: number): boolean {
  return ACCIDENTS.includes(closeCode);
}

/**
 * Milliseconds to wait before a try, counted from 1: short at first and at random, so that everyone a server lost
 * does not come back in the same instant, then doubling up to a ceiling.
 * Technique: "equal jitter", M. Brooker, "Exponential Backoff And Jitter" (2015).
 *
 * @param random in [0, 1)
 */
export function retryDelayMs(number: number, closeCode: number, random: number): number {
  const { plannedDelayMs, quickTries, minQuickDelayMs, maxQuickDelayMs, maxDelayMs } = RECONNECT;
  if (number === 1 && closeCode === CLOSE.matchMoved) return plannedDelayMs * random;
  if (number <= quickTries) return minQuickDelayMs + (maxQuickDelayMs - minQuickDelayMs) * random;
  const ceiling = Math.min(maxDelayMs, maxQuickDelayMs * 2 ** (number - quickTries));
  return ceiling / 2 + (ceiling / 2) * random;
}

/** What a try may take, counted from 1: later ones more, or players far away would never come back. */
export function tryLimits(number: number): TryLimits {
  const patience = Math.min(MAX_PATIENCE, 1 + PATIENCE_STEP * Math.max(0, number - STRICT_TRIES));
  return { askMs: RECONNECT.askMs * patience, openMs: RECONNECT.openMs * patience };
}

/** Tries until one try succeeds, the seat is said to be gone, or its time is over. Never rejects. */
export async function comeBack<Link>(way: WayBack<Link>): Promise<Comeback<Link>> {
  const deadlineMs = way.nowMs() + RECONNECT.windowMs;
  let reason = 'there was no time for a try';
  for (let number = 1; way.nowMs() < deadlineMs; number++) {
    way.onTry?.(number);
    const delayMs = retryDelayMs(number, way.closeCode, way.random());
    await way.wait(Math.min(delayMs, deadlineMs - way.nowMs()));
    if (!way.isWanted()) return { kind: 'unwanted' };
    try {
      return { kind: 'back', link: await way.attempt(tryLimits(number)) };
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      if (error instanceof SeatGone) return { kind: 'lost', cause: 'gone', reason };
    }
    if (!way.isWanted()) return { kind: 'unwanted' };
  }
  return { kind: 'lost', cause: 'late', reason };
}
