import { TICK_RATE } from '../../shared/defs/rates.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import type { Match } from '../match/Match.ts';
import type { TicketStore } from '../matchmaking/TicketStore.ts';
import type { Muster } from './Muster.ts';

/** Several times within what the store keeps somebody out for. */
const KEEP_OUT_TICKS = 5 * TICK_RATE;

export interface AdmissionOptions {
  readonly match: Match;
  readonly isPrivate: boolean;
  /** Of a planned match; one that was adopted has none: only those come back to it who sat in it. */
  readonly muster?: Muster | undefined;
}

/** Who may take a seat in a room, in which team, what comes of leaving it, and whether the room is done. */
export class Admission {
  /** Whether the room is for those alone who know of it. */
  readonly isPrivate: boolean;
  readonly #match: Match;
  readonly #muster: Muster | undefined;
  readonly #tickets: Pick<TicketStore, 'keepOut'>;

  constructor({ match, isPrivate, muster }: AdmissionOptions, tickets: Pick<TicketStore, 'keepOut'>) {
    this.isPrivate = isPrivate;
    this.#match = match;
    this.#muster = muster;
    this.#tickets = tickets;
  }

  /**
   * The team that was planned for somebody; undefined where none was planned for anybody.
   * @param playerId undefined for who came without a token
   * @throws a ServerError when they are not to play here, or not any more
   */
  admit(playerId: string | undefined): number | undefined {
    const { isPlanned, takesPeople } = this.#match;
    const team = playerId === undefined ? undefined : this.#muster?.teams.get(playerId);
    if (isPlanned && team === undefined) throw refusal(HTTP_ERRORS.notInMatch);
    if (!takesPeople) throw refusal(HTTP_ERRORS.roomFull);
    if (playerId !== undefined) this.#muster?.arrived.add(playerId);
    return team;
  }

  /** Lets somebody go for good who sits in the match. */
  release(sessionId: string): void {
    this.#match.leave(sessionId);
    this.#keepLeaversOut();
  }

  /** Why everybody is to leave now; undefined while there is something to play. To be asked each tick. */
  findEnding(): typeof CLOSE.matchCalledOff | typeof CLOSE.rankedOver | undefined {
    if (this.#muster !== undefined && this.#isIncomplete(this.#muster)) this.#muster.isCalledOff = true;
    if (this.#muster?.isCalledOff === true) return CLOSE.matchCalledOff;
    if (this.#match.world.tick % KEEP_OUT_TICKS === 0) this.#keepLeaversOut();
    return this.#match.isFinished ? CLOSE.rankedOver : undefined;
  }

  /** Whoever has left a ranked match that is on queues for no other (RK7); who came back has not. */
  #keepLeaversOut(): void {
    const { isPlanned, leavers, world } = this.#match;
    if (!isPlanned || world.phase !== 'live' || leavers.length === 0) return;
    const seated = this.#seated;
    const gone = leavers.flatMap(({ playerId }) => (playerId === undefined || seated.has(playerId) ? [] : [playerId]));
    // A store that is away is told again.
    if (gone.length > 0) this.#tickets.keepOut(gone).catch(() => undefined);
  }

  /** Whom the server knows of those who sit here. */
  get #seated(): ReadonlySet<string | undefined> {
    return new Set(Array.from(this.#match.seats.all.values(), ({ playerId }) => playerId));
  }

  /** Whether somebody had come and has left for good before the match began: it will not (QU7). */
  #isIncomplete({ arrived, teams }: Muster): boolean {
    const { seats, world } = this.#match;
    const isToBegin = world.phase === 'waiting' || world.phase === 'countdown';
    if (!isToBegin || arrived.size < teams.size || seats.people >= teams.size) return false;
    const seated = this.#seated;
    for (const playerId of Array.from(arrived)) if (!seated.has(playerId)) arrived.delete(playerId);
    return true;
  }
}
