import { MAPS, type MapId } from '../../shared/defs/maps.ts';
import type { ModeId } from '../../shared/defs/modes.ts';
import { seatsOf } from '../../shared/defs/seatsOf.ts';
import { nextInt, type Prng } from '../../shared/math/prng.ts';
import type { ToClient, VoteCounts } from '../../shared/net/messages.ts';
import { hashMap } from '../../shared/replay/Replay.ts';
import { addPlayer, removePlayer, type Participant } from '../../shared/sim/addPlayer.ts';
import { awards } from '../../shared/sim/awards.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import { isMatchFinished } from '../../shared/sim/matchFlow.ts';
import { modeRules } from '../../shared/sim/modes/modeRules.ts';
import { restoreWorld, snapshotWorld } from '../../shared/sim/snapshotWorld.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import type { World } from '../../shared/sim/World.ts';
import { chooseMap, countVotes, mapsFor } from './chooseMap.ts';
import type { ArenaMaps } from './loadMaps.ts';
import { MatchRecord, type RecordSink } from './MatchRecord.ts';
import type { MatchSnapshot } from './MatchSnapshot.ts';
import { readMatchSnapshot } from './readMatchSnapshot.ts';
import { Seats } from './Seats.ts';

const SEEDS = 2 ** 31;

export interface MatchOptions {
  readonly mode: ModeId;
  readonly map: MapId;
  readonly maps: ArenaMaps;
  /** Players, people and bots together, up to which bots fill the match. */
  readonly bots: number;
  /** Any whole number: all chance in the matches of the room follows from it. */
  readonly seed: number;
  /** Takes the replay of each match when it ends. */
  readonly recordTo: RecordSink;
}

/** What a restored match cannot know of itself. */
export type RestoreOptions = Omit<MatchOptions, 'mode' | 'map' | 'seed'>;

/**
 * What is played in one room: match after match, with the same people and bots. It owns the world of
 * the present match and knows neither network nor clock; the room hands it inputs and steps it.
 */
export class Match {
  readonly seats: Seats;
  readonly #options: MatchOptions;
  readonly #prng: Prng;
  readonly #votes: Map<string, MapId>;
  #mapId: MapId;
  #number: number;
  #world: World;
  #record: MatchRecord;

  /** @param restored goes on from there; only `Match.restore` gives it, once it is sound */
  constructor(options: MatchOptions, restored?: MatchSnapshot) {
    this.#options = options;
    this.#prng = { state: options.seed >>> 0 };
    this.#mapId = options.map;
    this.#votes = new Map(restored?.votes);
    this.#number = restored?.number ?? 1;
    this.seats = restored ? Seats.restore(restored.seats) : new Seats(nextInt(this.#prng, SEEDS));
    this.#world = restored ? restoreWorld(restored.world, options.maps[options.map]) : this.#createWorld(0);
    const origin = restored && { matchId: restored.matchId, start: restored.world };
    this.#record = new MatchRecord(this.#world, options.recordTo, origin);
    if (restored === undefined) this.#balanceBots();
  }

  /**
   * A match that goes on where a snapshot was taken, under the same seats. Every person is away (`connected` is
   * false) and played by a bot until `seats.setConnected` says they are back. It records a part of its own.
   * @param data a `MatchSnapshot` that may come from another build, or be anything at all
   * @throws {SnapshotRefused} with the reason, before anything has begun
   */
  static restore(data: unknown, options: RestoreOptions): Match {
    const { snapshot, map } = readMatchSnapshot(data, options.maps);
    return new Match({ ...options, mode: snapshot.world.mode, map, seed: snapshot.prngState }, snapshot);
  }

  /** The truth of the present match; another object once the next one begins. */
  get world(): World {
    return this.#world;
  }

  get mapId(): MapId {
    return this.#mapId;
  }

  /** Counts the matches of the room, from 1. */
  get number(): number {
    return this.#number;
  }

  /** People who may be seated while the present match lasts. */
  get maxPeople(): number {
    return seatsOf(this.#options.mode, this.#mapId);
  }

  get votes(): VoteCounts {
    return countVotes(this.#votes, this.#offeredMaps);
  }

  /** Lets a person in, at any time; a bot may give way. */
  join(id: string, wishedName: unknown): void {
    const { name } = this.seats.takePerson(id, wishedName);
    this.#enter({ id, name, bot: false });
    this.#balanceBots();
  }

  leave(id: string): void {
    this.#votes.delete(id);
    this.#exit(id);
    this.#balanceBots();
  }

  /** Counts a vote for the next map. Gives false when it is not the time for it, the player not seated or the map too small. */
  vote(id: string, map: MapId): boolean {
    if (this.#world.phase !== 'results' || !this.seats.all.has(id) || !this.#offeredMaps.includes(map)) return false;
    this.#votes.set(id, map);
    return true;
  }

  /** Plays one tick with what people wish for; bots make up their own minds. Begins the next match when its time has come. */
  step(wishes: ReadonlyMap<string, Command>): void {
    if (isMatchFinished(this.#world)) this.#beginNext();
    const commands = this.seats.chooseCommands(this.#world, wishes);
    stepWorld(this.#world, commands);
    this.#record.append(this.#world, commands);
  }

  /** The table, the honours and the choice of maps, for the results screen. */
  results(): ToClient['results'] {
    return {
      standings: modeRules(this.#world.mode).standings(this.#world),
      awards: awards(this.#world),
      maps: this.#offeredMaps,
      votes: this.votes,
    };
  }

  /** Takes down all that the future depends on. To be called between two steps; what follows does not touch it. */
  snapshot(): MatchSnapshot {
    return {
      matchId: this.#record.matchId,
      number: this.#number,
      mapHash: hashMap(this.#world.map),
      prngState: this.#prng.state,
      votes: Array.from(this.#votes),
      seats: this.seats.snapshot(),
      world: snapshotWorld(this.#world),
    };
  }

  /**
   * Ends for good in this process: the replay of the present match is handed over as far as it went, once. So it
   * ends a match that is over as well as one that another process goes on with, from the snapshot of this tick.
   */
  end(): void {
    this.#record.finish(this.#world);
  }

  /** Forgets the replay of the present match: another process owns it, and this one has nothing more to say. */
  abandon(): void {
    this.#record.drop();
  }

  /** The maps that hold everybody who sits here now. */
  get #offeredMaps(): readonly MapId[] {
    return mapsFor(this.#options.mode, this.seats.people);
  }

  #beginNext(): void {
    this.#record.finish(this.#world);
    this.#mapId = chooseMap(this.votes, this.#mapId, this.#offeredMaps);
    this.#votes.clear();
    this.#number += 1;
    this.#world = this.#createWorld(this.#world.tick);
    this.#record = new MatchRecord(this.#world, this.#options.recordTo);
    this.seats.resetBrains();
    for (const { id, name, bot } of this.seats.all.values()) this.#enter({ id, name, bot });
    this.#balanceBots();
  }

  #createWorld(startTick: number): World {
    const { maps, mode } = this.#options;
    return createWorld({ map: maps[this.#mapId], mode, seed: nextInt(this.#prng, SEEDS), startTick });
  }

  /** Bots fill up to the target, and never take a person's place. */
  #balanceBots(): void {
    const target = Math.min(this.#options.bots, MAPS[this.#mapId].comfortablePlayers);
    const wanted = Math.max(0, target - this.seats.people);
    while (this.seats.bots < wanted) {
      const { id, name, bot } = this.seats.takeBot();
      this.#enter({ id, name, bot });
    }
    while (this.seats.bots > wanted) this.#exit(this.seats.lastBot()!.id);
  }

  #enter(player: Participant): void {
    addPlayer(this.#world, player);
    this.#record.join(player);
  }

  #exit(id: string): void {
    this.seats.leave(id);
    removePlayer(this.#world, id);
    this.#record.leave(id);
  }
}
