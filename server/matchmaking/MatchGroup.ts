import type { Waiting } from './WaitingLine.ts';

/** Those who are brought together for one match, around who chooses. */
export class MatchGroup {
  readonly #members: Waiting[];
  readonly #sideSize: number;
  #players: number;
  /** Bit n: some of the parties together are n players. */
  #sums: number;
  #leastPingMs: number;
  #mostPingMs: number;

  /** @param sideSize players a side; a party is no larger */
  constructor(seeker: Waiting, sideSize: number) {
    this.#members = [seeker];
    this.#sideSize = sideSize;
    this.#players = seeker.ticket.players.length;
    this.#sums = 1 | (1 << this.#players);
    this.#leastPingMs = seeker.leastPingMs;
    this.#mostPingMs = seeker.mostPingMs;
  }

  get members(): readonly Waiting[] {
    return this.#members;
  }

  get isFull(): boolean {
    return this.#players === 2 * this.#sideSize;
  }

  /**
   * Takes somebody in if the one who chooses may meet them, and their party fits. Two meet within the mean of what each reaches: waiting
   * opens one's own half, not that of who has just come (QU2, QU3).
   */
  offer(candidate: Waiting): void {
    const size = candidate.ticket.players.length;
    if (!this.#hasRoomFor(size)) return;
    const { reach, strength } = this.#members[0]!;
    if (Math.abs(strength - candidate.strength) > (reach.rating + candidate.reach.rating) / 2) return;
    const leastPingMs = Math.min(this.#leastPingMs, candidate.leastPingMs);
    const mostPingMs = Math.max(this.#mostPingMs, candidate.mostPingMs);
    if (mostPingMs - leastPingMs > (reach.pingMs + candidate.reach.pingMs) / 2) return;
    this.#members.push(candidate);
    this.#players += size;
    this.#sums |= this.#sums << size;
    this.#leastPingMs = leastPingMs;
    this.#mostPingMs = mostPingMs;
  }

  /** Whether the parties could still be parted into two sides. */
  #hasRoomFor(size: number): boolean {
    const sums = this.#sums | (this.#sums << size);
    const fewest = Math.max(0, this.#players + size - this.#sideSize);
    for (let first = fewest; first <= this.#sideSize; first++) {
      if (((sums >> first) & 1) === 1) return true;
    }
    return false;
  }
}
