import type { QueueRules } from '../../shared/defs/ranked.ts';
import type { MatchCall } from '../../shared/net/MatchCard.ts';
import type { Logger } from '../infra/logger.ts';
import type { SpareTime } from '../loop/SpareTime.ts';
import { formMatches, type FormedMatch } from './formMatches.ts';
import { makeInviteCode } from './inviteCode.ts';
import type { TicketStore } from './TicketStore.ts';

/** More often than a round may begin, so that none waits for long. */
const BEAT_MS = 250;

/** The room of a ranked match. It awaits the players who were called, and calls the match off itself when somebody does not come. */
export interface RankedRoom {
  /** Ends a match that nobody was called to: it has no result. */
  callOff(): void;
}

/** Where ranked matches of this process are played. */
export interface RankedRooms {
  /** Whether another match can be begun here now. */
  readonly takesMatches: boolean;
  /** Opens the room of a match under an id, for its players alone. */
  open(matchId: string, match: FormedMatch): Promise<RankedRoom>;
}

export interface MatchmakerOptions {
  readonly tickets: TicketStore;
  readonly rooms: RankedRooms;
  readonly rules: QueueRules;
  /** When there is time to begin one. */
  readonly spareTime: Pick<SpareTime, 'wait'>;
  readonly log: Logger;
}

/**
 * Turns waiting tickets into matches that are played in this process. Every process has one; the store lets one at a time form
 * matches, so they spread over those that have room for them.
 */
export class Matchmaker {
  readonly #options: MatchmakerOptions;
  #beat: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #endWait: (() => void) | undefined;

  constructor(options: MatchmakerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.beat(), BEAT_MS);
  }

  /**
   * Begins no more matches; resolves when nothing of it is under way. Whoever stops has little time, and waits for none: what would
   * have begun is left to others.
   */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#isStopped = true;
    this.#endWait?.();
    await this.#beat;
  }

  /** Begins what can be begun. Never rejects: while the store is away, nothing comes of it. */
  beat(): Promise<void> {
    this.#beat ??= this.#formMatches()
      .catch((error: unknown) =>
        this.#options.log.debug({ err: error }, 'no matches formed while the queue cannot be reached'),
      )
      .finally(() => (this.#beat = undefined));
    return this.#beat;
  }

  async #formMatches(): Promise<void> {
    const { tickets, rooms, rules } = this.#options;
    if (!rooms.takesMatches) return;
    const round = await tickets.beginRound();
    if (round === undefined) return;
    for (const match of formMatches(round.tickets, round.nowMs, rules).matches) {
      await this.#waitForTime();
      // The rest is for a process that has room for it.
      if (this.#isStopped || !rooms.takesMatches) return;
      await this.#begin(match);
    }
  }

  /** Waits until the game leaves time for another match, or none is to begin any more. */
  async #waitForTime(): Promise<void> {
    if (this.#isStopped) return;
    const stopped = Promise.withResolvers<void>();
    this.#endWait = stopped.resolve;
    await Promise.race([this.#options.spareTime.wait('matchmaker'), stopped.promise]);
  }

  async #begin(match: FormedMatch): Promise<void> {
    const { tickets, rooms, log } = this.#options;
    const matchId = makeInviteCode();
    const ticketIds = match.sides.flat().map(({ id }) => id);
    if (!(await tickets.claim(matchId, ticketIds))) return;
    const room = await rooms.open(matchId, match).catch((error: unknown) => {
      log.warn({ err: error, mode: match.mode }, 'ranked match not opened');
    });
    if (room === undefined) return tickets.release(matchId, ticketIds);
    const calls = Array.from(match.cards, ([playerId, card]): [string, string] => [
      playerId,
      JSON.stringify({ roomId: matchId, card } satisfies MatchCall),
    ]);
    const isSettled = await tickets.settle(matchId, ticketIds, new Map(calls)).catch(() => false);
    if (isSettled) return;
    room.callOff();
    // Who is still there waits for others at once.
    await tickets.release(matchId, ticketIds);
  }
}
