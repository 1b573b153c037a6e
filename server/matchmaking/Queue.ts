import { largestParty, QUEUE_RULES, RANKED, type RankedMode } from '../../shared/defs/ranked.ts';
import type { MatchCall } from '../../shared/net/MatchCard.ts';
import type { FromQueue, QueueRefusal, ToQueue } from '../../shared/net/queueMessages.ts';
import type { Logger } from '../infra/logger.ts';
import type { RankedEntry, RankedRecords } from '../ranked/RankedRecords.ts';
import { reachOf } from './reachOf.ts';
import type { QueuedPlayer } from './Ticket.ts';
import type { Standing, TicketStore, TicketWish } from './TicketStore.ts';

/** Somebody who is connected to the queue. */
export interface QueueVisitor {
  /** Of the connection: no other has the same. */
  readonly connection: string;
  readonly playerId: string;
  readonly name: string;
  /** The round trip to them; undefined until it was measured. */
  readonly pingMs: () => number | undefined;
  tell<Type extends keyof FromQueue>(type: Type, message: FromQueue[Type]): void;
  /** Takes the connection away: the person entered by a newer one. */
  replace(): void;
}

interface Wish {
  readonly mode: RankedMode;
  readonly ticketId: string;
  readonly size: number;
  /** Undefined until it is read. */
  entry: RankedEntry | undefined;
  /** Set while the store has it. */
  player: QueuedPlayer | undefined;
  /** What the store said last. */
  waitedMs: number;
}

interface Visit {
  readonly visitor: QueueVisitor;
  wish: Wish | undefined;
}

export interface QueueOptions {
  readonly tickets: TicketStore;
  readonly records: Pick<RankedRecords, 'read'>;
  readonly log: Logger;
  /** The time of day, in milliseconds since 1970. */
  readonly nowMs?: () => number;
}

/** The queue as those see it who are connected to one room: what they wish for goes to the store, and what becomes of it to them. */
export class Queue {
  readonly #options: QueueOptions;
  readonly #nowMs: () => number;
  readonly #visits = new Map<string, Visit>();
  #beat: Promise<void> | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  connect(visitor: QueueVisitor): void {
    this.#visits.set(visitor.connection, { visitor, wish: undefined });
  }

  /** Takes a wish; it enters the queue with the beat after its player's record and ping are known. */
  async enter(connection: string, { mode, party }: ToQueue['enter']): Promise<void> {
    const visit = this.#visits.get(connection);
    if (visit === undefined) return;
    const { playerId } = visit.visitor;
    const size = party?.size ?? 1;
    if (size > largestParty(mode)) return this.#refuse(visit, 'partyTooLarge');
    const ticketId = party === undefined ? playerId : `party:${party.code}`;
    const wish: Wish = { mode, ticketId, size, entry: undefined, player: undefined, waitedMs: 0 };
    visit.wish = wish;
    const entry = await this.#read(playerId, mode);
    // Meanwhile they may have wished for something else.
    if (visit.wish !== wish) return;
    if (entry === undefined) return this.#refuse(visit, 'recordAway');
    const waitMs = this.#waitOf(entry);
    if (waitMs > 0) return this.#refuse(visit, 'leftEarly', waitMs);
    wish.entry = entry;
  }

  /** Takes a wish back. */
  async leave(connection: string): Promise<void> {
    const visit = this.#visits.get(connection);
    if (visit?.wish === undefined) return;
    visit.wish = undefined;
    await this.#options.tickets.leave(visit.visitor).catch(() => undefined);
  }

  /** A connection is gone; the place in the queue waits for its player for a while. */
  disconnect(connection: string): void {
    this.#visits.delete(connection);
  }

  /** Says who is there, and tells them how they stand; once a second. Never rejects: while the store is away, nobody hears anything. */
  beat(): Promise<void> {
    this.#beat ??= this.#run()
      .catch((error: unknown) => this.#options.log.debug({ err: error }, 'queue not reached'))
      .finally(() => (this.#beat = undefined));
    return this.#beat;
  }

  async #run(): Promise<void> {
    for (const visit of Array.from(this.#visits.values())) await this.#enterStore(visit);
    const waiting = Array.from(this.#visits.values()).filter(({ wish }) => wish?.player !== undefined);
    const wishes = waiting.map(({ wish }) => wish!);
    const standings = await this.#options.tickets.renew(waiting.map(({ visitor }) => visitor));
    for (const [index, visit] of waiting.entries()) {
      // Whoever has left or wished anew meanwhile is told with the next beat.
      if (visit.wish === wishes[index]) this.#tell(visit, wishes[index]!, standings[index]!);
    }
  }

  async #enterStore(visit: Visit): Promise<void> {
    const { wish, visitor } = visit;
    const pingMs = visitor.pingMs();
    if (wish?.entry === undefined || wish.player !== undefined || pingMs === undefined) return;
    const { playerId, name, connection } = visitor;
    const { rating, isPlaced } = wish.entry;
    const player = { playerId, name, rating, isPlaced, pingMs };
    const outcome = await this.#options.tickets.enter(ticketWish(wish, player), connection);
    const isCurrent = visit.wish === wish && this.#visits.has(connection);
    if (outcome !== 'entered') {
      const { reason, waitMs } = typeof outcome === 'string' ? { reason: outcome, waitMs: undefined } : outcome;
      if (isCurrent) this.#refuse(visit, reason, waitMs);
    } else if (isCurrent) {
      wish.player = player;
      void this.#readAgain(visit, wish);
    }
    // Gone while it was asked for: a wish that nobody speaks for any more, unless a newer one stands in its place.
    else if (visit.wish === undefined) await this.#options.tickets.leave({ playerId, connection });
  }

  /**
   * A match they left may have gone on record after theirs was read, and before they entered. What was there when the store took them
   * is seen now; of a match that was not, the store had known, or will hear.
   */
  async #readAgain(visit: Visit, wish: Wish): Promise<void> {
    const entry = await this.#read(visit.visitor.playerId, wish.mode);
    const waitMs = entry === undefined ? 0 : this.#waitOf(entry);
    if (waitMs <= 0 || visit.wish !== wish) return;
    this.#refuse(visit, 'leftEarly', waitMs);
  }

  /** Undefined while the database is away. */
  #read(playerId: string, mode: RankedMode): Promise<RankedEntry | undefined> {
    return this.#options.records.read(playerId, mode, this.#nowMs()).catch((error: unknown) => {
      this.#options.log.debug({ err: error }, 'ranked record not read');
      return undefined;
    });
  }

  #waitOf({ mayQueueAtMs }: RankedEntry): number {
    return mayQueueAtMs - this.#nowMs();
  }

  #tell(visit: Visit, wish: Wish, standing: Standing): void {
    const { visitor } = visit;
    if (standing.state === 'waiting') {
      wish.waitedMs = standing.waitedMs;
      visitor.tell('progress', progressOf(wish, standing));
    } else if (standing.state === 'gone') {
      // The store has forgotten everything: this process has not.
      wish.player = undefined;
    } else if (standing.state === 'replaced') {
      visit.wish = undefined;
      visitor.replace();
    } else {
      visit.wish = undefined;
      visitor.tell('matched', JSON.parse(standing.call) as MatchCall);
    }
  }

  /** Whoever is refused waits for nothing: neither for this wish nor for the one before. */
  #refuse(visit: Visit, reason: QueueRefusal, waitMs?: number): void {
    visit.wish = undefined;
    this.#options.tickets.leave(visit.visitor).catch(() => undefined);
    visit.visitor.tell('refused', waitMs === undefined ? { reason } : { reason, waitMs: Math.ceil(waitMs) });
  }
}

function ticketWish({ mode, ticketId, size, waitedMs }: Wish, player: QueuedPlayer): TicketWish {
  return { mode, ticketId, size, player, waitedMs };
}

function progressOf(
  { mode, ticketId, player }: Wish,
  { waitedMs, ahead, missing }: Extract<Standing, { state: 'waiting' }>,
): FromQueue['progress'] {
  const ticket = { id: ticketId, mode, players: [player!], enteredAtMs: 0 };
  const { rating, pingMs } = reachOf(ticket, waitedMs, QUEUE_RULES);
  return {
    mode,
    waitedMs: Math.round(waitedMs),
    ahead,
    missing,
    reach: { points: Math.round(rating * RANKED.shownPoints), pingMs: Math.round(pingMs) },
  };
}
