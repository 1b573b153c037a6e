import type { QueueRules } from '../../shared/defs/ranked.ts';
import type { MatchCall } from '../../shared/net/MatchCard.ts';
import type { Logger } from '../infra/logger.ts';
import type { SpareTime } from '../loop/SpareTime.ts';
import { formMatches, type FormedMatch } from './formMatches.ts';
import { makeInviteCode } from './inviteCode.ts';
import type { TicketStore } from './TicketStore.ts';

/** More often than a round may begin, so that none waits for long. */
const BEAT_MS = 250;

/** A called player is in the room by then, or does not come: the time a call lasts, and some to connect. */
const GATHERING_MS = 12_000;

/** By then a match that has gathered is on. */
const BEGUN_MS = 30_000;

/** The room of a ranked match whose players are on their way. */
export interface RankedRoom {
  /** False once it has ended, or another process has it. */
  readonly isHere: boolean;
  /** Whether there is to be no match: it was called off here, or in the room, where somebody left before it began. */
  readonly isCalledOff: boolean;
  /** Who of the players has come, and stayed. */
  readonly arrived: ReadonlySet<string>;
  /** Ends a match that was not to be: it has no result. */
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
  /** A clock that only goes forward. */
  readonly nowMs?: () => number;
}

/** A match whose players are on their way. */
interface Gathering {
  readonly room: RankedRoom;
  readonly match: FormedMatch;
  readonly calledAtMs: number;
}

/**
 * Turns waiting tickets into matches that are played in this process. Every process has one; the store lets one at a time form
 * matches, so they spread over those that have room for them.
 */
export class Matchmaker {
  readonly #options: MatchmakerOptions;
  readonly #nowMs: () => number;
  #gatherings: readonly Gathering[] = [];
  #beat: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: MatchmakerOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
  }

  start(): void {
    this.#timer = setInterval(() => void this.beat(), BEAT_MS);
  }

  /** Begins no more matches; resolves when nothing of it is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beat;
  }

  /** Calls off what has not gathered, and begins what can be begun. Never rejects: while the store is away, nothing comes of it. */
  beat(): Promise<void> {
    this.#beat ??= this.#run().finally(() => (this.#beat = undefined));
    return this.#beat;
  }

  async #run(): Promise<void> {
    const { log } = this.#options;
    try {
      await this.#lookAfter();
      await this.#formMatches();
    } catch (error) {
      log.debug({ err: error }, 'no matches formed while the queue cannot be reached');
    }
  }

  async #formMatches(): Promise<void> {
    const { tickets, rooms, rules, spareTime } = this.#options;
    if (!rooms.takesMatches) return;
    const round = await tickets.beginRound();
    if (round === undefined) return;
    for (const match of formMatches(round.tickets, round.nowMs, rules).matches) {
      await spareTime.wait();
      // The rest is for a process that has room for it.
      if (!rooms.takesMatches) return;
      await this.#begin(match);
    }
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
    if (isSettled) this.#gatherings = [...this.#gatherings, { room, match, calledAtMs: this.#nowMs() }];
    else room.callOff();
  }

  /**
   * A match to which somebody did not come, or that somebody left before it began, is called off; those who came queue on
   * as if they had never left (QU7).
   */
  async #lookAfter(): Promise<void> {
    const nowMs = this.#nowMs();
    const gatherings = this.#gatherings;
    for (const { room, match, calledAtMs } of gatherings) {
      const isLate = nowMs - calledAtMs >= GATHERING_MS && room.isHere && room.arrived.size < match.cards.size;
      if (isLate) room.callOff();
    }
    this.#gatherings = gatherings.filter(({ room, calledAtMs }) => !room.isCalledOff && nowMs - calledAtMs < BEGUN_MS);
    for (const { room, match, calledAtMs } of gatherings) {
      if (!room.isCalledOff) continue;
      const came = Array.from(match.cards).filter(([playerId]) => room.arrived.has(playerId));
      const waited = came.map(([id, { waitedMs }]): [string, number] => [id, waitedMs + nowMs - calledAtMs]);
      await this.#options.tickets.recall(new Map(waited));
    }
  }
}
