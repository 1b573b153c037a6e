import { setTimeout as wait } from 'node:timers/promises';
import type { SimEvent } from '../../shared/sim/SimEvent.ts';
import type { World } from '../../shared/sim/World.ts';
import type { Logger } from '../infra/logger.ts';
import type { Metrics } from '../infra/metrics.ts';
import { LEASE_MS, type MatchStore } from './MatchStore.ts';
import type { RoomSnapshot } from './RoomSnapshot.ts';

/** Four snapshots a second: what is lost with a killed process is at most this. */
export const SNAPSHOT_TICKS = 15;

/** What nobody may have lived through in vain. */
const MOMENTS: readonly SimEvent['type'][] = ['kill', 'phase'];

/** As long as another process may take to take a match over. */
const HAND_OVER_LIMIT_MS = 2500;
const HAND_OVER_LOOK_MS = 15;

/** Well within what a client gives a way back before it tries again. */
const SEAT_PATIENCE_MS = 300;

/** A room, seen by what keeps its match alive. */
export interface KeptRoom {
  readonly roomId: string;
  takeSnapshot(): RoomSnapshot;
  /** Stands still between two ticks, or goes on. */
  setFrozen(frozen: boolean): void;
  /**
   * The match goes on in another process; its players are to follow it.
   * @param isDeposed whether that process took it: then nothing of it may be written here any more
   */
  letGo(isDeposed: boolean): void;
}

export interface KeeperOptions {
  readonly room: KeptRoom;
  readonly fence: number;
  readonly store: MatchStore;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'snapshotSeconds' | 'snapshotBytes' | 'fencedMatches'>;
  /** Tells the other processes that there is a match to take over. */
  readonly offer: (roomId: string) => void;
  readonly onClosed: () => void;
}

/** Keeps one match able to outlive its process: its lease, and its snapshots four times a second and at each moment that counts. */
export class MatchKeeper {
  readonly #options: KeeperOptions;
  readonly #phase: number;
  #closed = false;
  #isMoving = false;
  #answeredAtMs = performance.now();
  /** What is written goes one after another, and a move to another process is one of it. */
  #writing: Promise<unknown> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
    // Rooms of one process save in turn, not all in the same tick.
    this.#phase =
      Array.from(options.room.roomId).reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SNAPSHOT_TICKS;
  }

  /** To be called after each tick: saves when it is time to, and when something happened that must not be lost. */
  afterTick({ tick, events }: Pick<World, 'tick' | 'events'>): void {
    if (tick % SNAPSHOT_TICKS === this.#phase || events.some(({ type }) => MOMENTS.includes(type))) void this.save();
  }

  /** The right to the match: whoever takes it over has a higher one. */
  get fence(): number {
    return this.#options.fence;
  }

  get roomId(): string {
    return this.#options.room.roomId;
  }

  /**
   * Whether this process stood still for so long that another may have the match by now: nothing may happen in it until
   * a save has told. A Redis that is away tells too, by its silence: nobody can have taken the match then.
   */
  get isDoubtful(): boolean {
    return performance.now() - this.#answeredAtMs > LEASE_MS;
  }

  /**
   * Resolves when a snapshot taken from now on has been kept, or could not be; while the match is being moved, when that
   * is decided. Never rejects: a match plays on without Redis.
   */
  save(): Promise<void> {
    this.#next ??= this.#inTurn(() => {
      this.#next = undefined;
      return this.#write();
    });
    return this.#next;
  }

  /**
   * For whoever comes in: resolves when what opens their seat is kept. A silent Redis gets a moment for it, for they are
   * not to wait; a move gets its time, for the next owner must know them.
   */
  async keepSeat(): Promise<void> {
    const saved = this.save();
    await (this.#isMoving ? saved : Promise.race([saved, wait(SEAT_PATIENCE_MS)]));
  }

  /**
   * Offers the match to another process: it stands still, and everything is in its last snapshot.
   * Gives false when nobody took it in time; it goes on here then.
   */
  async handOver(): Promise<boolean> {
    this.#isMoving = true;
    this.#options.room.setFrozen(true);
    const isGone = await this.#inTurn(() => this.#offer());
    this.#isMoving = false;
    return isGone;
  }

  /** Leaves the match where the next process to start finds it, and lets go of it. */
  leave(): Promise<void> {
    this.#isMoving = true;
    this.#options.room.setFrozen(true);
    return this.#inTurn(() => this.#layDown());
  }

  /** This process is cut off while others are not: they will go on with the match. */
  depose(): void {
    this.#lose('cut off');
  }

  /** The match is over: there is nothing to go on with. */
  async end(): Promise<void> {
    if (this.#closed) return;
    this.#close();
    const { room, store, fence, log } = this.#options;
    await this.#writing;
    await store
      .end(room.roomId, fence)
      .catch((error: unknown) => log.debug({ err: error }, 'match not forgotten in Redis'));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#writing.then(work);
    this.#writing = turn;
    return turn;
  }

  async #offer(): Promise<boolean> {
    const { room, store, fence, log } = this.#options;
    if (this.#closed) return true;
    const snapshot = room.takeSnapshot();
    if (!isWorthKeeping(snapshot)) return this.#abandon();
    try {
      if (!(await store.handOver(room.roomId, fence, JSON.stringify(snapshot)))) return this.#lose('fenced');
      this.#options.offer(room.roomId);
      if (await this.#isTaken()) return this.#lose('handed over');
    } catch (error) {
      log.warn({ err: error, room: room.roomId }, 'match could not be handed over');
    }
    await this.#write();
    room.setFrozen(false);
    return this.#closed;
  }

  async #layDown(): Promise<void> {
    const { room, store, fence, log } = this.#options;
    if (this.#closed) return;
    const snapshot = room.takeSnapshot();
    if (!isWorthKeeping(snapshot)) return void this.#abandon();
    try {
      await store.handOver(room.roomId, fence, JSON.stringify(snapshot));
    } catch (error) {
      log.warn({ err: error, room: room.roomId }, 'match could not be left for another process');
    }
    this.#lose('left');
  }

  async #write(): Promise<void> {
    if (this.#closed) return;
    const { room, store, fence, metrics, log } = this.#options;
    const startMs = performance.now();
    let snapshot: string | undefined;
    try {
      snapshot = JSON.stringify(room.takeSnapshot());
      metrics.snapshotSeconds.observe((performance.now() - startMs) / 1000);
      metrics.snapshotBytes.observe(snapshot.length);
      if (!(await store.save(room.roomId, fence, snapshot))) this.#lose('fenced');
    } catch (error) {
      // A Redis that is away is told of once, elsewhere; a match that cannot be written down is a mistake of ours.
      log[snapshot === undefined ? 'error' : 'debug']({ err: error, room: room.roomId }, 'snapshot not kept');
    }
    const nowMs = performance.now();
    // No answer takes as long: this process stood still meanwhile, and what Redis said before that is no news of now.
    if (nowMs - startMs <= LEASE_MS) this.#answeredAtMs = nowMs;
  }

  async #isTaken(): Promise<boolean> {
    const { room, store } = this.#options;
    const deadlineMs = performance.now() + HAND_OVER_LIMIT_MS;
    while (performance.now() < deadlineMs && !this.#closed) {
      const owner = await store.readOwner(room.roomId);
      // Its lease alone says little: it may yet find that it cannot go on with the match.
      if (owner?.isLeased === true && owner.isListed) return true;
      await wait(HAND_OVER_LOOK_MS);
    }
    return false;
  }

  /** Nobody is in the match: it ends with its room. */
  #abandon(): true {
    this.#options.room.letGo(false);
    return true;
  }

  #lose(how: 'fenced' | 'handed over' | 'left' | 'cut off'): true {
    if (this.#closed) return true;
    const { room, log, metrics, fence } = this.#options;
    log.info({ room: room.roomId, fence, how }, 'match let go');
    const isDeposed = how === 'fenced' || how === 'cut off';
    if (isDeposed) metrics.fencedMatches.inc();
    this.#close();
    room.letGo(isDeposed);
    return true;
  }

  #close(): void {
    this.#closed = true;
    this.#options.onClosed();
  }
}

/** Whether anybody waits for the match: who sits in it, or who was invited to it. */
function isWorthKeeping({ roster, isPrivate }: RoomSnapshot): boolean {
  return roster.length > 0 || isPrivate;
}
