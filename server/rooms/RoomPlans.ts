import type { MapId } from '../../shared/defs/maps.ts';
import type { ModeId } from '../../shared/defs/modes.ts';
import type { RuleWishes } from '../../shared/defs/rules.ts';
import type { Match } from '../match/Match.ts';
import type { RosterEntry } from '../survival/RoomSnapshot.ts';
import type { Muster } from './Muster.ts';

/** What a room is to be that the server makes under an id of its own choice. */
export type RoomPlan =
  | {
      readonly kind: 'private';
      readonly mode: ModeId;
      readonly map: MapId;
      readonly rules: RuleWishes;
      /** Whether it waits for people who have its invite; else it is for those who are promised seats at once. */
      readonly isAwaited: boolean;
    }
  /** One match, for those who were called to it. */
  | { readonly kind: 'ranked'; readonly mode: ModeId; readonly map: MapId; readonly muster: Muster }
  | {
      readonly kind: 'adopted';
      readonly isPrivate: boolean;
      readonly match: Match;
      /** The right to the match, newer than that of its last owner. */
      readonly fence: number;
      readonly roster: readonly RosterEntry[];
      /** Of a planned match. */
      readonly muster: Muster | undefined;
    };

/**
 * Plans for rooms that are about to be made in this process. Colyseus mixes what clients wish for into the
 * options of a new room, so what only the server may decide never travels with them.
 */
export class RoomPlans {
  readonly #plans = new Map<string, RoomPlan>();
  #isClosed = false;

  /** Whether nothing new begins in this process any more, whoever asks for it. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    this.#isClosed = true;
  }

  add(roomId: string, plan: RoomPlan): void {
    this.#plans.set(roomId, plan);
  }

  /** The plan for a room, once; undefined for a room that clients asked for. */
  take(roomId: string): RoomPlan | undefined {
    const plan = this.#plans.get(roomId);
    this.#plans.delete(roomId);
    return plan;
  }
}
