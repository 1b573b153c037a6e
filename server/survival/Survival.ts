import { setTimeout as wait } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import type { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import { HTTP_ERRORS, refusal } from '../errors.ts';
import type { Logger } from '../infra/logger.ts';
import type { Metrics } from '../infra/metrics.ts';
import type { StoreWatch } from '../infra/StoreWatch.ts';
import type { LoadMeter } from '../loop/LoadMeter.ts';
import type { Match } from '../match/Match.ts';
import type { MatchSnapshot } from '../match/MatchSnapshot.ts';
import type { RoomPlans } from '../rooms/RoomPlans.ts';
import { Adopter } from './Adopter.ts';
import { chooseProcess } from './chooseProcess.ts';
import { MatchKeeper, type KeptRoom } from './MatchKeeper.ts';
import { MatchStore } from './MatchStore.ts';
import { ProcessTable, type Peer } from './ProcessTable.ts';
import { SelfFence } from './SelfFence.ts';

const ADOPT_INTERVAL_MS = 100;
const OFFERS = 'fracas:adopt';

/** After Redis was away everybody gets this long to renew their leases and their rows before anything of them is taken for lost. */
const GRACE_MS = 2000;

/** Moving matches to other processes may take this long in all. */
const DRAIN_LIMIT_MS = 20_000;
const DRAIN_PAUSE_MS = 250;
const HAND_OVER_AT_ONCE = 4;

export interface SurvivalOptions {
  /** Used by nothing else: its life tells the others that this process lives. */
  readonly redis: Redis;
  readonly watch: StoreWatch;
  readonly plans: RoomPlans;
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly load: Pick<LoadMeter, 'takesMatches'>;
  /** `host:port` at which other processes reach this one. */
  readonly peerAddress: () => string;
  /** @throws when a match cannot be gone on with */
  readonly restore: (snapshot: MatchSnapshot) => Match;
}

/** Where a match is: with an owner that lives, between two owners, or over. */
export type Whereabouts = 'alive' | 'moving' | 'gone';

/** Lets the matches of this process outlive it, and takes up those of others that have ended. */
export class Survival {
  readonly #options: SurvivalOptions;
  readonly #store: MatchStore;
  readonly #table: ProcessTable;
  readonly #adopter: Adopter;
  readonly #fence: SelfFence;
  readonly #keepers = new Set<MatchKeeper>();
  readonly #placed = new Map<string, number>();
  #placedSince: readonly Peer[] = [];
  #timer: NodeJS.Timeout | undefined;
  #stopWatching: (() => void) | undefined;
  #isDraining = false;
  #adoptsFromMs = 0;
  #forgottenAtMs = -Infinity;

  constructor(options: SurvivalOptions) {
    this.#options = options;
    const { redis, watch, plans, log, metrics, config } = options;
    this.#store = new MatchStore(redis, () => matchMaker.processId);
    this.#adopter = new Adopter({
      store: this.#store,
      plans,
      log,
      metrics,
      restore: options.restore,
      mayAdopt: () => this.#mayAdopt(),
      drop: (roomId) => this.#keepers.forEach((keeper) => keeper.roomId === roomId && keeper.depose()),
    });
    this.#table = new ProcessTable({
      redis,
      log,
      processId: () => matchMaker.processId,
      describe: () => ({
        peerAddress: options.peerAddress(),
        draining: this.#isDraining,
        rooms: matchMaker.stats.local.roomCount,
        maxRooms: config.maxRooms,
        busy: !options.load.takesMatches,
      }),
      isBelieved: () => this.#isSettled,
      onDead: (processId) => void this.#replace(processId),
      onForgotten: () => {
        this.#forgottenAtMs = performance.now();
        void this.#tellAgain();
      },
    });
    this.#fence = new SelfFence({
      watch,
      log,
      peers: () => this.#table.peers,
      onCutOff: () => this.#keepers.forEach((keeper) => keeper.depose()),
    });
  }

  /** Begins, once matchmaking is up; from now on this process takes up matches without an owner. */
  async start(): Promise<void> {
    this.#stopWatching = this.#options.watch.onUp(() => {
      this.#adoptsFromMs = performance.now() + GRACE_MS;
      void this.#tellAgain();
    });
    await this.#table.start();
    await matchMaker.presence.subscribe(OFFERS, (roomId: string) => {
      if (this.#mayAdopt()) void this.#adopter.adopt(roomId);
    });
    this.#timer = setInterval(() => {
      this.#adopter
        .adoptExpired()
        .catch((error: unknown) => this.#options.log.debug({ err: error }, 'no look for matches'));
    }, ADOPT_INTERVAL_MS);
  }

  /**
   * Keeps a match from now on. Gives undefined for the twin of a room that is listed already: Colyseus discards it.
   * @param fence of a match that was adopted; absent for a new one
   * @throws a ServerError when Redis is away
   */
  async keep(room: KeptRoom, fence?: number): Promise<MatchKeeper | undefined> {
    const { log, metrics } = this.#options;
    const held = fence ?? (await this.#claim(room.roomId));
    if (held === undefined) return undefined;
    const keeper: MatchKeeper = new MatchKeeper({
      room,
      fence: held,
      store: this.#store,
      log,
      metrics,
      offer: (roomId) => void matchMaker.presence.publish(OFFERS, roomId),
      onClosed: () => this.#keepers.delete(keeper),
    });
    this.#keepers.add(keeper);
    return keeper;
  }

  /** Where a match is that is not open in this process. Rejects while Redis is away. */
  async ownerOf(roomId: string): Promise<Whereabouts> {
    const owner = await this.#store.readOwner(roomId);
    if (owner === undefined) return (await this.#isRebuilding()) ? 'moving' : 'gone';
    // Not open here, or nobody would ask: a match of this very process is about to be opened.
    const isThere = this.#table.peers.some(({ processId }) => processId === owner.processId);
    return owner.isLeased && isThere ? 'alive' : 'moving';
  }

  /**
   * The process for a new room: the one with the fewest among those that live, stay, have space and are not too busy.
   * @throws a ServerError when there is none
   */
  async placeRoom(): Promise<string> {
    const { processId, stats } = matchMaker;
    const { peers } = this.#table;
    if (peers !== this.#placedSince) this.#placed.clear();
    this.#placedSince = peers;
    const { config, load } = this.#options;
    const self = { processId, rooms: stats.local.roomCount, maxRooms: config.maxRooms, busy: !load.takesMatches };
    const chosen = chooseProcess(
      (this.#isDraining ? this.#heirs : [self, ...this.#heirs]).map((process) => ({
        ...process,
        rooms: process.rooms + (this.#placed.get(process.processId) ?? 0),
      })),
    );
    if (chosen === 'full' || chosen === 'busy') throw refusal(HTTP_ERRORS[chosen]);
    if (chosen.processId !== processId)
      this.#placed.set(chosen.processId, (this.#placed.get(chosen.processId) ?? 0) + 1);
    return chosen.processId;
  }

  /**
   * Moves every match to other processes, as long as there are any; what nobody takes is left in Redis for the next
   * process to start. Resolves when no match is left here.
   */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await this.#table.beat().catch(() => undefined);
    // What is being taken up right now is to be handed on with the rest.
    await this.#adopter.settle();
    const deadlineMs = performance.now() + DRAIN_LIMIT_MS;
    while (this.#keepers.size > 0 && this.#heirs.length > 0 && performance.now() < deadlineMs) {
      // While Redis is away, and just after it, nobody takes a match: each try would only make it stand still.
      if (this.#isSettled) await this.#handOverAll(deadlineMs);
      if (this.#keepers.size > 0) await wait(DRAIN_PAUSE_MS);
    }
    await Promise.all([...this.#keepers].map((keeper) => keeper.leave()));
  }

  /** Leaves the service: from now on nothing is taken up, and nobody is told of this process. */
  async stop(): Promise<void> {
    this.#isDraining = true;
    this.#stopWatching?.();
    clearInterval(this.#timer);
    this.#fence.stop();
    await this.#table.stop();
  }

  async #claim(roomId: string): Promise<number | undefined> {
    try {
      return await this.#store.claim(roomId);
    } catch (error) {
      this.#options.log.debug({ err: error, room: roomId }, 'no lease');
      throw refusal(HTTP_ERRORS.storeAway);
    }
  }

  /** Whether Redis has forgotten what it knew, a moment ago: matches it does not know may be about to be told again. */
  async #isRebuilding(): Promise<boolean> {
    // Asked first: a heartbeat that is on its way may tell the same, and notes when.
    const isKnown = await this.#table.isKnown();
    return !isKnown || performance.now() < Math.max(this.#adoptsFromMs, this.#forgottenAtMs) + GRACE_MS;
  }

  /** The other processes that live and stay. */
  get #heirs(): readonly Peer[] {
    return this.#table.peers.filter(({ isBeating, draining }) => isBeating && !draining);
  }

  /** A few at a time: each stands still only while its own move lasts. */
  async #handOverAll(deadlineMs: number): Promise<void> {
    const waiting = [...this.#keepers];
    const worker = async () => {
      while (waiting.length > 0 && this.#isSettled && this.#heirs.length > 0 && performance.now() < deadlineMs)
        await waiting.pop()!.handOver();
    };
    await Promise.all(Array.from({ length: HAND_OVER_AT_ONCE }, worker));
  }

  /** Whether everybody who lives has had time to tell Redis so since it was away. */
  get #isSettled(): boolean {
    return this.#options.watch.isUp && performance.now() >= this.#adoptsFromMs;
  }

  #mayAdopt(): boolean {
    return !this.#isDraining && this.#isSettled;
  }

  /** Takes up what a process that has ended was running, then strikes off what else it had listed. */
  async #replace(processId: string): Promise<void> {
    try {
      await this.#adopter.adoptFrom(processId);
      await matchMaker.stats.excludeProcess(processId);
      await matchMaker.driver.cleanup?.(processId);
    } catch (error) {
      this.#options.log.warn({ err: error, processId }, 'process could not be replaced yet');
    }
  }

  /** Rebuilds what Redis or the others have forgotten of this process. Leases renew with the next snapshots. */
  async #tellAgain(): Promise<void> {
    try {
      await this.#table.beat();
      await matchMaker.restoreMissingRoomCaches();
      await matchMaker.stats.persist(true);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'listings not rebuilt yet');
    }
  }
}
