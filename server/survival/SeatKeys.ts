import { randomBytes } from 'node:crypto';
import type { RosterEntry } from './RoomSnapshot.ts';

const TOKEN_BYTES = 16;

/** Answers that were lost on the way, a few of them in a row; the token that did arrive is kept besides. */
const KEPT_UNCONFIRMED = 3;

/**
 * What opens the seats of a room again. Every connection gets a new token; the ones before stay good until the first
 * message comes over it, for the answer with the new one may have been lost on the way.
 */
export class SeatKeys {
  /** The newest first; the last is the one that is known to have arrived, or the very first. */
  readonly #tokens = new Map<string, string[]>();
  /** Whoever has a token for certain, and so a way back. */
  readonly #arrived = new Set<string>();

  constructor(roster: readonly RosterEntry[] = []) {
    for (const { sessionId, tokens } of roster) {
      this.#tokens.set(sessionId, [...tokens]);
      this.#arrived.add(sessionId);
    }
  }

  /** The seats and what opens them, as plain data. */
  get roster(): RosterEntry[] {
    return Array.from(this.#tokens, ([sessionId, tokens]) => ({ sessionId, tokens: [...tokens] }));
  }

  /** Makes the token that goes out with a new connection; it cannot be guessed. */
  renew(sessionId: string): string {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const [confirmed, ...lost] = (this.#tokens.get(sessionId) ?? []).toReversed();
    const older = confirmed === undefined ? [] : [...lost.toReversed().slice(0, KEPT_UNCONFIRMED - 1), confirmed];
    this.#tokens.set(sessionId, [token, ...older]);
    return token;
  }

  /** The newest token is known to have arrived: older ones open nothing any more. */
  confirm(sessionId: string): void {
    this.#arrived.add(sessionId);
    const tokens = this.#tokens.get(sessionId);
    if (tokens !== undefined && tokens.length > 1) tokens.length = 1;
  }

  /** Whether a seat's newest token has not been heard of yet: its owner may know only an older one. */
  isInDoubt(sessionId: string): boolean {
    return (this.#tokens.get(sessionId)?.length ?? 0) > 1;
  }

  /** The seat that `token` opens; undefined when it opens none. */
  seatOf(token: string): string | undefined {
    for (const [sessionId, tokens] of this.#tokens) if (tokens.includes(token)) return sessionId;
    return undefined;
  }

  /** The newest token of a seat; undefined when nothing opens it. */
  newestOf(sessionId: string): string | undefined {
    return this.#tokens.get(sessionId)?.[0];
  }

  /** Whether the owner of a seat has ever said a word, and so knows how to come back. */
  hasArrived(sessionId: string): boolean {
    return this.#arrived.has(sessionId);
  }

  forget(sessionId: string): void {
    this.#tokens.delete(sessionId);
    this.#arrived.delete(sessionId);
  }
}
