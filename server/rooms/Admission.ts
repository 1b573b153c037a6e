import { TICK_RATE } from '../../shared/defs/rates.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import type { Match } from '../match/Match.ts';
import type { TicketStore } from '../matchmaking/TicketStore.ts';
import type { RoomSnapshot } from '../survival/RoomSnapshot.ts';
import type { Muster } from './Muster.ts';

/**
 * A called player is in the room by then, or does not come: the time a call lasts, and some to connect. Counted in ticks, it stands still
 * while the match moves to another process.
 */
const GATHERING_TICKS = 12 * TICK_RATE;

/** Several times within what the store keeps somebody out for. */
const KEEP_OUT_TICKS = 5 * TICK_RATE;

/** Out of a match for so long, a side loses more than it could by the death that somebody wants to be spared. */
const ANEW_AFTER_TICKS = 30 * TICK_RATE;

/** The queue that called people to the room's match. */
export interface QueueOfRoom {
  /** The match by which it knows the room. */
  readonly matchId: string;
  readonly tickets: Pick<TicketStore, 'keepOut' | 'letIn' | 'noteMissed' | 'recall'>;
}

export interface AdmissionOptions {
  readonly match: Match;
  readonly isPrivate: boolean;
  /** Of a planned match. */
  readonly muster?: Muster | undefined;
  /** Of a match that was adopted from another process. */
  readonly fence?: number | undefined;
}

/** Who may take a seat in a room, in which team, what comes of leaving it, and whether the room is done. */
export class Admission {
  readonly #isPrivate: boolean;
  readonly #match: Match;
  readonly #muster: Muster | undefined;
  readonly #queue: QueueOfRoom;
  readonly #hasMoved: boolean;
  /** At which tick a person last left; of those who had before the match moved here, when it did. */
  readonly #leftAtTick = new Map<string, number>();

  constructor({ match, isPrivate, muster, fence }: AdmissionOptions, queue: QueueOfRoom) {
    this.#isPrivate = isPrivate;
    this.#match = match;
    this.#muster = muster;
    this.#queue = queue;
    this.#hasMoved = fence !== undefined;
    for (const { playerId } of match.leavers) this.#noteLeft(playerId);
  }

  /**
   * The team that was planned for somebody; undefined where none was planned for anybody.
   * @param playerId undefined for who came without a token
   * @throws a ServerError when they are not to play here, or not any more
   */
  admit(playerId: string | undefined): number | undefined {
    const { isPlanned, takesPeople } = this.#match;
    const team = playerId === undefined ? undefined : this.#muster?.teamOf(playerId);
    if (isPlanned && team === undefined) throw refusal(HTTP_ERRORS.notInMatch);
    if (!takesPeople) throw refusal(HTTP_ERRORS.roomFull);
    if (playerId !== undefined && this.#wouldLiveAnew(playerId)) throw refusal(HTTP_ERRORS.seatInMatch);
    if (playerId !== undefined) this.#muster?.noteArrival(playerId);
    return team;
  }

  /** Lets somebody go for good who sits in the match. */
  release(sessionId: string): void {
    const playerId = this.#match.seats.all.get(sessionId)?.playerId;
    this.#noteLeft(playerId);
    this.#match.leave(sessionId);
    this.#keepLeaversOut();
  }

  /** Why everybody is to leave now; undefined while there is something to play. To be asked each tick, until there is a reason. */
  findEnding(): typeof CLOSE.matchCalledOff | typeof CLOSE.rankedOver | undefined {
    const muster = this.#muster;
    if (muster !== undefined && (muster.isCalledOff || this.#lacksSomebody(muster))) {
      this.#callOff(muster);
      return CLOSE.matchCalledOff;
    }
    if (this.#match.world.tick % KEEP_OUT_TICKS === 0) this.#keepLeaversOut();
    return this.#match.isFinished ? CLOSE.rankedOver : undefined;
  }

  /** Who may come in, for the next owner of the match. */
  snapshot(): Pick<RoomSnapshot, 'isPrivate' | 'muster'> {
    const isPrivate = this.#isPrivate;
    return this.#muster === undefined ? { isPrivate } : { isPrivate, muster: this.#muster.snapshot() };
  }

  #noteLeft(playerId: string | undefined): void {
    if (playerId !== undefined) this.#leftAtTick.set(playerId, this.#match.world.tick);
  }

  /** Whether somebody would get another life, whole and at once, by another seat in a ranked match that is on, theirs being left or not (RK10). */
  #wouldLiveAnew(playerId: string): boolean {
    const { isPlanned, world } = this.#match;
    if (!isPlanned || world.phase !== 'live') return false;
    const leftAtTick = this.#leftAtTick.get(playerId) ?? -Infinity;
    return this.#seated.has(playerId) || world.tick < leftAtTick + ANEW_AFTER_TICKS;
  }

  /** Whether somebody has not come in time, or had come and has left for good before the match began: there will be none (QU7). */
  #lacksSomebody({ isComplete, called }: Muster): boolean {
    const { seats, world } = this.#match;
    if (!isComplete) return world.tick >= GATHERING_TICKS;
    const isToBegin = world.phase === 'waiting' || world.phase === 'countdown';
    return isToBegin && seats.people < called.length;
  }

  /**
   * Who came and stayed queues on as if they had never left; anybody else waits for a while and begins anew, and nobody has left a match.
   * Nobody is to blame for a match that has moved, since who is missing may have been lost with the process, nor for one that
   * people may not have been called to.
   */
  #callOff({ called, isCalledOff }: Muster): void {
    const seated = this.#seated;
    const sinceMs = (this.#match.world.tick * 1000) / TICK_RATE;
    const waited = called.map(({ playerId, waitedMs }): [string, number] => [
      playerId,
      seated.has(playerId) ? waitedMs + sinceMs : 0,
    ]);
    const { matchId, tickets } = this.#queue;
    tickets.recall(matchId, new Map(waited)).catch(() => undefined);
    if (!this.#hasMoved && !isCalledOff) {
      const missing = called.map(({ playerId }) => playerId).filter((id) => !seated.has(id));
      tickets.noteMissed(matchId, missing).catch(() => undefined);
    }
    tickets.letIn(called.map(({ playerId }) => playerId)).catch(() => undefined);
  }

  /** Whoever has left a ranked match that is on queues for no other (RK7); who came back has not. */
  #keepLeaversOut(): void {
    const { isPlanned, leavers, world } = this.#match;
    if (!isPlanned || world.phase !== 'live' || leavers.length === 0) return;
    const seated = this.#seated;
    const gone = leavers.flatMap(({ playerId }) => (playerId === undefined || seated.has(playerId) ? [] : [playerId]));
    // A store that is away is told again.
    if (gone.length > 0) this.#queue.tickets.keepOut(gone).catch(() => undefined);
  }

  /** Whom the server knows of those who sit here. */
  get #seated(): ReadonlySet<string | undefined> {
    return new Set(Array.from(this.#match.seats.all.values(), ({ playerId }) => playerId));
  }
}
