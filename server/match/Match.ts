import { MAPS, type MapId } from '../../shared/defs/maps.ts';
import { MODES, type ModeId } from '../../shared/defs/modes.ts';
import type { MatchRules } from '../../shared/defs/rules.ts';
import { seatsOf } from '../../shared/defs/seatsOf.ts';
import { nextInt, type Prng } from '../../shared/math/prng.ts';
import type { ToClient, VoteCounts } from '../../shared/net/messages.ts';
import { hashMap } from '../../shared/replay/Replay.ts';
import { addPlayer, changeTeam, removePlayer, type Participant } from '../../shared/sim/addPlayer.ts';
import { awards } from '../../shared/sim/awards.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import { chooseTeam } from '../../shared/sim/chooseTeam.ts';
import { isMatchFinished } from '../../shared/sim/matchFlow.ts';
import { modeRules } from '../../shared/sim/modes/modeRules.ts';
import { restoreWorld, snapshotWorld } from '../../shared/sim/snapshotWorld.ts';
import { rankTeams } from '../../shared/sim/standings.ts';
import type { SimEvent } from '../../shared/sim/SimEvent.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import type { World } from '../../shared/sim/World.ts';
import { chooseMap, countVotes, mapsFor } from './chooseMap.ts';
import type { ArenaMaps } from './loadMaps.ts';
import { MatchRecord, type RecordSink, type ReplaySlice } from './MatchRecord.ts';
import type { Leaver, MatchSnapshot } from './MatchSnapshot.ts';
import { planSeats, type SeatChange } from './planSeats.ts';
import { readMatchSnapshot } from './readMatchSnapshot.ts';
import { Seats, type SeatTerms } from './Seats.ts';
import { teamOfParty } from './teamOfParty.ts';

const SEEDS = 2 ** 31;

export interface MatchOptions {
  readonly mode: ModeId;
  readonly map: MapId;
  /** Absent: those of the mode. */
  readonly rules?: MatchRules | undefined;
  readonly maps: ArenaMaps;
  /** Players, people and bots together, up to which bots fill the match. */
  readonly bots: number;
  /** Whether bots come with the first person and go with the last: a match that only waits for its people is no work. */
  readonly awaitsPeople?: boolean;
  /** Any whole number: all chance in the matches of the room follows from it. */
  readonly seed: number;
  /** A match for certain people in certain teams: without bots, without changes of teams, and no other follows it. */
  readonly isPlanned?: boolean;
  /** Takes the replay of each match when it ends. */
  readonly recordTo: RecordSink;
}

/** What a restored match cannot know of itself. */
export type RestoreOptions = Pick<MatchOptions, 'maps' | 'recordTo'>;

/**
 * What is played in one room: match after match, with the same people and bots, or one match that was planned. It owns the world of
 * the present match and knows neither network nor clock; the room hands it inputs and steps it.
 */
export class Match {
  readonly seats: Seats;
  readonly #options: MatchOptions;
  readonly #prng: Prng;
  readonly #votes: Map<string, MapId>;
  readonly #isPlanned: boolean;
  #mapId: MapId;
  #number: number;
  #world: World;
  #record: MatchRecord;
  #leavers: readonly Leaver[];
  #liveSinceTick: number;

  /** @param restored goes on from there; only `Match.restore` gives it, once it is sound */
  constructor(options: MatchOptions, restored?: MatchSnapshot) {
    this.#options = options;
    this.#prng = { state: options.seed >>> 0 };
    this.#isPlanned = restored?.isPlanned ?? options.isPlanned ?? false;
    this.#leavers = restored?.leavers ?? [];
    this.#liveSinceTick = restored?.liveSinceTick ?? 0;
    this.#mapId = options.map;
    this.#votes = new Map(restored?.votes);
    this.#number = restored?.number ?? 1;
    this.seats = restored ? Seats.restore(restored.seats) : new Seats(nextInt(this.#prng, SEEDS));
    this.#world = restored ? restoreWorld(restored.world, options.maps[options.map]) : this.#createWorld(0);
    const origin = restored && { matchId: restored.matchId, start: restored.world };
    this.#record = new MatchRecord(this.#world, options.recordTo, origin);
    if (restored === undefined) this.#balance();
  }

  /**
   * A match that goes on where a snapshot was taken, under the same seats. Every person is away (`connected` is
   * false) and played by a bot until `seats.setConnected` says they are back. It records a part of its own.
   * @param data a `MatchSnapshot` that may come from another build, or be anything at all
   * @throws {SnapshotRefused} with the reason, before anything has begun
   */
  static restore(data: unknown, options: RestoreOptions): Match {
    const { snapshot, map } = readMatchSnapshot(data, options.maps);
    const { bots, prngState: seed, world } = snapshot;
    return new Match({ ...options, bots, seed, map, mode: world.mode, rules: world.rules }, snapshot);
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

  /** Whether a person may join now. */
  get takesPeople(): boolean {
    return MODES[this.#options.mode].joinsLate || this.#world.phase !== 'live';
  }

  /** See `MatchOptions.isPlanned`. */
  get isPlanned(): boolean {
    return this.#isPlanned;
  }

  /** Whether a planned match is over, results and all: there is nothing more to be played in the room. */
  get isFinished(): boolean {
    return this.#isPlanned && isMatchFinished(this.#world);
  }

  /** The people who left the present match for good while it was live, with what they had, in the order they left. */
  get leavers(): readonly Leaver[] {
    return this.#leavers;
  }

  get votes(): VoteCounts {
    return countVotes(this.#votes, this.#offeredMaps);
  }

  /**
   * Lets a person in, while it `takesPeople`; a bot may give way. They join the team that was planned for them, else that of their
   * party, else the one that `chooseTeam` gives.
   */
  join(id: string, wishedName: unknown, terms: SeatTerms = {}): void {
    const { name } = this.seats.takePerson(id, wishedName, terms);
    const beside = teamOfParty(this.#world, this.seats.matesOf(id), this.#wantedBots);
    this.#enter({ id, name, bot: false }, terms.team ?? beside);
    this.#balance();
  }

  /** Lets a person go for good. Whoever was the last of a team has lost the match for it (TM5). */
  leave(id: string): void {
    this.#votes.delete(id);
    if (this.#world.phase === 'live') this.#leavers = [...this.#leavers, this.#leaverOf(id)];
    this.#exit(id);
    this.#balance();
  }

  /** Counts a vote for the next map. Gives false when it is not the time for it, the player not seated or the map too small. */
  vote(id: string, map: MapId): boolean {
    if (this.#world.phase !== 'results' || !this.seats.all.has(id) || !this.#offeredMaps.includes(map)) return false;
    this.#votes.set(id, map);
    return true;
  }

  /** Plays one tick with what people wish for; bots make up their own minds. Begins the next match when its time has come. */
  step(wishes: ReadonlyMap<string, Command>): void {
    if (isMatchFinished(this.#world) && !this.#isPlanned) this.#beginNext();
    const commands = this.seats.chooseCommands(this.#world, wishes);
    stepWorld(this.#world, commands);
    if (this.#world.events.some(isGoingLive)) this.#liveSinceTick = this.#world.tick;
    this.#record.append(this.#world, commands);
  }

  /** The table, the honours and the choice of maps, for the results screen. */
  results(): ToClient['results'] {
    return {
      matchId: this.#record.matchId,
      standings: modeRules(this.#world.mode).standings(this.#world),
      teams: rankTeams(this.#world),
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
      bots: this.#options.bots,
      isPlanned: this.#isPlanned,
      liveSinceTick: this.#liveSinceTick,
      leavers: this.#leavers,
      mapHash: hashMap(this.#world.map),
      prngState: this.#prng.state,
      votes: Array.from(this.#votes),
      seats: this.seats.snapshot(),
      world: snapshotWorld(this.#world),
    };
  }

  /** What happened in the last half minute of the present match, as a replay. To be called between two steps. */
  slice(): ReplaySlice {
    return this.#record.slice(this.#world);
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

  /** The maps that hold everybody who sits here now; none after the only match. */
  get #offeredMaps(): readonly MapId[] {
    return this.#isPlanned ? [] : mapsFor(this.#options.mode, this.seats.people);
  }

  #beginNext(): void {
    this.#record.finish(this.#world);
    this.#mapId = chooseMap(this.votes, this.#mapId, this.#offeredMaps);
    this.#votes.clear();
    this.#number += 1;
    this.#leavers = [];
    this.#liveSinceTick = 0;
    const { players } = this.#world;
    this.#world = this.#createWorld(this.#world.tick);
    this.#record = new MatchRecord(this.#world, this.#options.recordTo);
    this.seats.resetBrains();
    // People stay with those they played with, as far as teams stay even.
    for (const { id, name, bot } of this.seats.all.values()) this.#enter({ id, name, bot }, players.get(id)?.team);
    this.#balance();
  }

  #createWorld(startTick: number): World {
    const { maps, mode, rules } = this.#options;
    return createWorld({ map: maps[this.#mapId], mode, rules, seed: nextInt(this.#prng, SEEDS), startTick });
  }

  /** Bots fill up to the target, and never take a person's place. */
  get #wantedBots(): number {
    const { bots, mode, awaitsPeople = false } = this.#options;
    if (awaitsPeople && this.seats.people === 0) return 0;
    const { joinsLate, maxPlayers } = MODES[mode];
    const { phase } = this.#world;
    // Where nobody joins a match that is on, no bot does: it would stand in for a side that has given up.
    if (!joinsLate && (phase === 'live' || phase === 'results')) return 0;
    return Math.max(0, Math.min(bots, MAPS[this.#mapId].comfortablePlayers, maxPlayers) - this.seats.people);
  }

  /** Brings bots and teams into order after somebody came or went. */
  #balance(): void {
    const plan = (): SeatChange | undefined =>
      planSeats({ world: this.#world, seats: [...this.seats.all.values()], wantedBots: this.#wantedBots });
    if (this.#isPlanned) return;
    for (let change = plan(); change !== undefined; change = plan()) {
      if (change.kind === 'seatBot') this.#enter(this.seats.takeBot());
      else if (change.kind === 'unseatBot') this.#exit(change.id);
      else this.#changeTeam(change.id, change.team);
    }
  }

  #enter({ id, name, bot }: Participant, team = chooseTeam(this.#world, { bot })): void {
    const player = { id, name, bot, team };
    addPlayer(this.#world, player);
    this.#record.join(player);
  }

  #changeTeam(id: string, team: number): void {
    changeTeam(this.#world, id, team);
    this.#record.changeTeam(id, team);
    // It stands elsewhere, and who was an enemy is none.
    this.seats.all.get(id)!.brain = undefined;
  }

  #leaverOf(player: string): Leaver {
    const { name, team, score, kills, deaths } = this.#world.players.get(player)!;
    return { player, playerId: this.seats.all.get(player)?.playerId, name, team, score, kills, deaths };
  }

  #exit(id: string): void {
    this.seats.leave(id);
    removePlayer(this.#world, id);
    this.#record.leave(id);
  }
}

function isGoingLive(event: SimEvent): boolean {
  return event.type === 'phase' && event.phase === 'live';
}
