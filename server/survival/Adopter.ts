import { matchMaker } from '@colyseus/core';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';
import type { Logger } from '../infra/logger.ts';
import type { Metrics } from '../infra/metrics.ts';
import type { Match } from '../match/Match.ts';
import type { MatchSnapshot } from '../match/MatchSnapshot.ts';
import { Muster } from '../rooms/Muster.ts';
import type { RoomPlans } from '../rooms/RoomPlans.ts';
import { UnreadableMatch, type AdoptedMatch, type MatchStore } from './MatchStore.ts';
import { readRoomSnapshot } from './RoomSnapshot.ts';

/** A match that could not be adopted is left to others for this long. */
const REFUSED_MS = 2000;

const ADOPTED_TOGETHER = 6;

/** Matches looked at in one turn; the rest waits for the next, a moment later. */
const AT_ONCE = 50;

export interface AdopterOptions {
  readonly store: MatchStore;
  readonly plans: RoomPlans;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'adoptedMatches'>;
  /** @throws when it cannot be gone on with */
  readonly restore: (snapshot: MatchSnapshot) => Match;
  /** Whether this process takes matches up now. */
  readonly mayAdopt: () => boolean;
  /** Ends the room of a match that was made but could not be opened: nobody else would. */
  readonly drop: (roomId: string) => void;
}

/** Takes up matches whose process is gone, and has them go on here. */
export class Adopter {
  readonly #options: AdopterOptions;
  /** What this process could not go on with, such as a snapshot of another version, and until when it leaves it to others. */
  readonly #refusedUntilMs = new Map<string, number>();
  readonly #adopting = new Map<string, Promise<void>>();

  constructor(options: AdopterOptions) {
    this.#options = options;
  }

  /** Takes up every match whose lease is over. */
  async adoptExpired(): Promise<void> {
    if (!this.#options.mayAdopt()) return;
    // Those that were refused stand first: they must not hide the others.
    await this.#adoptAll(await this.#options.store.findExpired(AT_ONCE + this.#refusedUntilMs.size));
  }

  /** Takes up every match of a process that has ended, without waiting for their leases. */
  async adoptFrom(processId: string): Promise<void> {
    if (!this.#options.mayAdopt()) return;
    await this.#adoptAll(await this.#options.store.findOwnedBy(processId), processId);
  }

  /** A few at a time, since each waits for Redis several times; in an order of chance, so that processes share the work. */
  async #adoptAll(roomIds: readonly string[], deadOwner?: string): Promise<void> {
    const shuffled = roomIds
      .map((roomId) => ({ roomId, order: Math.random() }))
      .toSorted((one, other) => one.order - other.order);
    const worker = async (): Promise<void> => {
      for (let next = shuffled.pop(); next !== undefined && this.#options.mayAdopt(); next = shuffled.pop())
        await this.adopt(next.roomId, deadOwner);
    };
    await Promise.all(Array.from({ length: ADOPTED_TOGETHER }, worker));
  }

  /** Takes up one match, unless somebody else has it or was quicker. Never rejects. */
  async adopt(roomId: string, deadOwner?: string): Promise<void> {
    this.#forgetRefusals();
    if (this.#refusedUntilMs.has(roomId) || this.#adopting.has(roomId)) return;
    const adopting = this.#tryToAdopt(roomId, deadOwner).finally(() => this.#adopting.delete(roomId));
    this.#adopting.set(roomId, adopting);
    await adopting;
  }

  /** Resolves when what was being taken up is open here, or left to others. */
  async settle(): Promise<void> {
    await Promise.all(this.#adopting.values());
  }

  async #tryToAdopt(roomId: string, deadOwner: string | undefined): Promise<void> {
    const { store, log } = this.#options;
    try {
      const adopted = await store.adopt(roomId, deadOwner);
      if (adopted !== undefined) await this.#open(roomId, adopted);
    } catch (error) {
      if (error instanceof UnreadableMatch) {
        this.#refuse(roomId);
        log.warn({ reason: error.message, room: roomId }, 'match left to a process of its own build');
      } else log.debug({ err: error, room: roomId }, 'adoption failed');
    }
  }

  /** Opens the room of a match this process now has the right to; lets go of that when it cannot. */
  async #open(roomId: string, { fence, snapshot }: AdoptedMatch): Promise<void> {
    const { store, plans, log, metrics, restore, drop } = this.#options;
    try {
      const { isPrivate, roster, muster, match: kept } = readRoomSnapshot(snapshot);
      const match = restore(kept);
      const { tick } = match.world;
      plans.add(roomId, { kind: 'adopted', isPrivate, fence, roster, match, muster: muster && new Muster(muster) });
      await matchMaker.handleCreateRoom(ROOM_ARENA, {}, undefined, roomId);
      metrics.adoptedMatches.inc();
      log.info({ room: roomId, fence, tick }, 'match adopted');
    } catch (error) {
      plans.take(roomId);
      drop(roomId);
      this.#refuse(roomId);
      log.error({ err: error, room: roomId, fence }, 'match could not be adopted');
      await store.release(roomId, fence);
      await matchMaker.driver.remove(roomId);
    }
  }

  #refuse(roomId: string): void {
    this.#refusedUntilMs.set(roomId, performance.now() + REFUSED_MS);
  }

  #forgetRefusals(): void {
    const nowMs = performance.now();
    for (const [roomId, untilMs] of this.#refusedUntilMs) if (untilMs <= nowMs) this.#refusedUntilMs.delete(roomId);
  }
}
