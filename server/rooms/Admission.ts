import { CLOSE } from '../../shared/net/protocol.ts';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import type { Match } from '../match/Match.ts';
import type { Muster } from './Muster.ts';

export interface AdmissionOptions {
  readonly match: Match;
  readonly isPrivate: boolean;
  /** Of a planned match; one that was adopted has none: only those come back to it who sat in it. */
  readonly muster?: Muster | undefined;
}

/** Who may take a seat in a room, in which team, and whether the room is done. */
export class Admission {
  /** Whether the room is for those alone who know of it. */
  readonly isPrivate: boolean;
  readonly #match: Match;
  readonly #muster: Muster | undefined;

  constructor({ match, isPrivate, muster }: AdmissionOptions) {
    this.isPrivate = isPrivate;
    this.#match = match;
    this.#muster = muster;
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

  /** Why everybody is to leave now; undefined while there is something to play. To be asked each tick. */
  findEnding(): typeof CLOSE.matchCalledOff | typeof CLOSE.rankedOver | undefined {
    if (this.#muster !== undefined && this.#isIncomplete(this.#muster)) this.#muster.isCalledOff = true;
    if (this.#muster?.isCalledOff === true) return CLOSE.matchCalledOff;
    return this.#match.isFinished ? CLOSE.rankedOver : undefined;
  }

  /** Whether somebody had come and has left for good before the match began: it will not (QU7). */
  #isIncomplete({ arrived, teams }: Muster): boolean {
    const { seats, world } = this.#match;
    const isToBegin = world.phase === 'waiting' || world.phase === 'countdown';
    if (!isToBegin || arrived.size < teams.size || seats.people >= teams.size) return false;
    const seated = new Set(Array.from(seats.all.values(), ({ playerId }) => playerId));
    for (const playerId of Array.from(arrived)) if (!seated.has(playerId)) arrived.delete(playerId);
    return true;
  }
}
