import type { Participant } from '../sim/addPlayer.ts';
import { assert } from '../sim/assert.ts';
import type { Command, Commands } from '../sim/Command.ts';
import { hashParts } from '../sim/hashWorld.ts';
import type { WorldSnapshot } from '../sim/snapshotWorld.ts';
import type { World } from '../sim/World.ts';
import { ByteWriter } from './ByteWriter.ts';
import { checkBody } from './checkBody.ts';
import { FIRST_COMMAND, writeCommand } from './commandCodec.ts';
import {
  commandsOfStart,
  HASH_EVERY_TICKS,
  REPLAY_VERSION,
  ROSTER_CODE,
  type ReplayHeader,
  type RosterChange,
} from './Replay.ts';

export const REPLAY_MAGIC = 'FRACAS';

/** What a record holds beside the commands of a tick. With `end` there is no tick: the last fingerprints follow. */
export const TICK_HAS = { roster: 1, hashes: 2, end: 4 } as const;

/** A place in a record from which on it can be read by itself. */
export interface ReplayMark {
  readonly byte: number;
  readonly start: WorldSnapshot | undefined;
  readonly lastCommands: readonly (readonly [id: string, command: Command])[];
}

/**
 * Records a match, tick by tick, from an empty world or from the start its header carries. Who comes to the
 * world after that joins.
 * Typically takes four to six bytes a player and tick; gzip halves that.
 */
export class ReplayWriter {
  readonly #header: ReplayHeader;
  readonly #writer = new ByteWriter();
  /** The last command of everyone present: those of the start in its order, then in the order they joined. */
  #lastCommands: Map<string, Command>;
  #changes: RosterChange[] = [];
  #ticks = 0;

  constructor(header: ReplayHeader) {
    this.#header = header;
    this.#writer.writeText(REPLAY_MAGIC);
    this.#writer.writeVarint(REPLAY_VERSION);
    this.#writer.writeText(JSON.stringify(header));
    this.#lastCommands = commandsOfStart(header);
  }

  /** To be called with every `addPlayer`, in the same order. */
  join({ id, name, bot, team }: Participant): void {
    this.#changes.push({ type: 'join', player: { id, name, bot, team } });
  }

  /** To be called with every `removePlayer`, in the same order. */
  leave(id: string): void {
    this.#changes.push({ type: 'leave', id });
  }

  /** To be called with every `changeTeam`, in the same order. */
  changeTeam(id: string, team: number): void {
    this.#changes.push({ type: 'changeTeam', id, team });
  }

  /** Records a tick, after `stepWorld` has taken the same commands. */
  append(world: Readonly<World>, commands: Commands): void {
    this.#ticks += 1;
    const hashesDue = this.#ticks % HASH_EVERY_TICKS === 0;
    this.#writer.writeByte(this.#rosterFlag() | (hashesDue ? TICK_HAS.hashes : 0));
    this.#writeRoster();
    for (const [id, last] of this.#lastCommands) {
      const command = commands.get(id);
      writeCommand(this.#writer, last, command);
      if (command !== undefined) this.#lastCommands.set(id, command);
      const player = world.players.get(id);
      assert(player !== undefined, `recorded player ${id} is not in the world`);
      this.#writer.writeByte(checkBody(player));
    }
    if (hashesDue) this.#writeHashes(world);
  }

  /** Closes the record with the world's last fingerprints, and gives its bytes. */
  finish(world: Readonly<World>): Uint8Array {
    this.#writer.writeByte(TICK_HAS.end | this.#rosterFlag());
    this.#writeRoster();
    this.#writeHashes(world);
    return this.#writer.toBytes();
  }

  /** Whether the record can be cut here: fingerprints come after the same ticks, whichever cut it is read from. */
  get canMark(): boolean {
    return this.#changes.length === 0 && this.#ticks % HASH_EVERY_TICKS === 0;
  }

  /** Notes where the record stands, while it `canMark`. @param start the world as it is now; undefined before the first tick */
  mark(start: WorldSnapshot | undefined): ReplayMark {
    return { byte: this.#writer.length, start, lastCommands: Array.from(this.#lastCommands) };
  }

  /** What was recorded since a mark, as a replay of its own. The record itself goes on. */
  slice({ byte, start, lastCommands }: ReplayMark, world: Readonly<World>): Uint8Array {
    const startTick = start?.tick ?? this.#header.startTick;
    const slice = new ReplayWriter({ ...this.#header, startTick, start, lastCommands });
    slice.#writer.writeBytes(this.#writer.toBytes(byte));
    slice.#lastCommands = new Map(this.#lastCommands);
    slice.#changes = [...this.#changes];
    return slice.finish(world);
  }

  #rosterFlag(): number {
    return this.#changes.length > 0 ? TICK_HAS.roster : 0;
  }

  #writeRoster(): void {
    if (this.#changes.length === 0) return;
    this.#writer.writeVarint(this.#changes.length);
    for (const change of this.#changes) this.#writeChange(change);
    this.#changes = [];
  }

  #writeChange(change: RosterChange): void {
    switch (change.type) {
      case 'join':
        return this.#writeJoin(change.player);
      case 'leave':
        return this.#writeLeave(change.id);
      case 'changeTeam':
        this.#writer.writeByte(ROSTER_CODE.changeTeam);
        this.#writer.writeText(change.id);
        this.#writer.writeByte(change.team);
    }
  }

  #writeJoin({ id, name, bot, team = 0 }: Participant): void {
    this.#lastCommands.set(id, FIRST_COMMAND);
    this.#writer.writeByte(team === 0 ? ROSTER_CODE.join : ROSTER_CODE.joinTeam);
    this.#writer.writeText(id);
    this.#writer.writeText(name);
    this.#writer.writeByte(bot ? 1 : 0);
    if (team !== 0) this.#writer.writeByte(team);
  }

  #writeLeave(id: string): void {
    this.#lastCommands.delete(id);
    this.#writer.writeByte(ROSTER_CODE.leave);
    this.#writer.writeText(id);
  }

  #writeHashes(world: Readonly<World>): void {
    const { match, pickups, projectiles, players } = hashParts(world);
    for (const part of [match, pickups, projectiles]) this.#writer.writeUint32(part);
    for (const id of this.#lastCommands.keys()) {
      const part = players.get(id);
      assert(part !== undefined, `recorded player ${id} is not in the world`);
      this.#writer.writeUint32(part);
    }
  }
}
