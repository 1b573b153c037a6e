import type { QueueRules } from '../../shared/defs/ranked.ts';
import { reachOf, type Reach } from './reachOf.ts';
import type { Ticket } from './Ticket.ts';

/** A ticket as it stands in the line. */
export interface Waiting {
  readonly ticket: Ticket;
  /** The mean strength of its players. */
  readonly strength: number;
  readonly reach: Reach;
  readonly leastPingMs: number;
  readonly mostPingMs: number;
}

/**
 * The tickets of a mode in the order of strength, out of which those that found a match are taken. Neighbours are found
 * in one step, however many stood between them before.
 */
export class WaitingLine {
  readonly #line: readonly Waiting[];
  readonly #places: ReadonlyMap<Waiting, number>;
  readonly #previous: Int32Array;
  readonly #next: Int32Array;
  readonly #taken = new Set<Waiting>();
  /** The farthest any ticket looks. */
  readonly #farthest: number;

  constructor(tickets: readonly Ticket[], nowMs: number, rules: QueueRules) {
    this.#line = tickets.map((ticket) => stand(ticket, reachOf(ticket, nowMs, rules))).sort(byStrength);
    this.#places = new Map(this.#line.map((waiting, place) => [waiting, place]));
    this.#previous = Int32Array.from(this.#line, (_, place) => place - 1);
    this.#next = Int32Array.from(this.#line, (_, place) => place + 1);
    this.#farthest = this.#line.reduce((farthest, { reach }) => Math.max(farthest, reach.rating), 0);
  }

  /** Who is still in line, the longest waiting first. It may be shortened meanwhile. */
  *oldestFirst(): Iterable<Waiting> {
    for (const waiting of this.#line.toSorted(byAge)) {
      if (!this.#taken.has(waiting)) yield waiting;
    }
  }

  /** Those a ticket might meet, the closest in strength first, until none is left whose reach meets its own. */
  *closestTo(seeker: Waiting): Iterable<Waiting> {
    const place = this.#places.get(seeker)!;
    const most = (seeker.reach.rating + this.#farthest) / 2;
    let below = this.#previous[place]!;
    let above = this.#next[place]!;
    for (;;) {
      const gapBelow = below < 0 ? Infinity : seeker.strength - this.#line[below]!.strength;
      const gapAbove = above >= this.#line.length ? Infinity : this.#line[above]!.strength - seeker.strength;
      if (Math.min(gapBelow, gapAbove) > most) return;
      const isBelow = gapBelow <= gapAbove;
      yield this.#line[isBelow ? below : above]!;
      if (isBelow) below = this.#previous[below]!;
      else above = this.#next[above]!;
    }
  }

  /** Takes a ticket out of the line. */
  take(waiting: Waiting): void {
    const place = this.#places.get(waiting)!;
    const [previous, next] = [this.#previous[place]!, this.#next[place]!];
    if (previous >= 0) this.#next[previous] = next;
    if (next < this.#line.length) this.#previous[next] = previous;
    this.#taken.add(waiting);
  }
}

function stand(ticket: Ticket, reach: Reach): Waiting {
  const pings = ticket.players.map(({ pingMs }) => pingMs);
  const strength = ticket.players.reduce((sum, { rating }) => sum + rating.mu, 0) / ticket.players.length;
  return { ticket, strength, reach, leastPingMs: Math.min(...pings), mostPingMs: Math.max(...pings) };
}

function byStrength(one: Waiting, other: Waiting): number {
  return one.strength - other.strength || compareIds(one, other);
}

function byAge(one: Waiting, other: Waiting): number {
  return one.ticket.enteredAtMs - other.ticket.enteredAtMs || compareIds(one, other);
}

function compareIds(one: Waiting, other: Waiting): number {
  return one.ticket.id < other.ticket.id ? -1 : 1;
}
