import { MODES, type ModeId } from '../defs/modes.ts';
import { areRules } from '../defs/rules.ts';
import type { Command } from '../sim/Command.ts';
import type { WorldHashes } from '../sim/hashWorld.ts';
import { findSnapshotFault } from '../sim/findSnapshotFault.ts';
import { PLAYER_LAYOUT } from '../sim/snapshotWorld.ts';
import { isTeamOf } from '../sim/Team.ts';
import { ByteReader } from './ByteReader.ts';
import { FIRST_COMMAND, readCommand } from './commandCodec.ts';
import {
  commandsOfStart,
  HASH_EVERY_TICKS,
  OLDEST_REPLAY_VERSION,
  REPLAY_VERSION,
  ROSTER_CODE,
  type ReplayHeader,
} from './Replay.ts';
import type { Replay, ReplayTick, RosterChange } from './Replay.ts';
import { REPLAY_MAGIC, TICK_HAS } from './ReplayWriter.ts';

/** A world of sixteen takes six thousand characters. */
const LONGEST_HEADER = 65_536;

/**
 * Decodes the bytes a `ReplayWriter` gave.
 * Throws an Error that a person can read when they are no replay, of another version, cut off or damaged.
 */
export function readReplay(bytes: Uint8Array): Replay {
  if (!startsWithMagic(bytes)) throw new Error('This is not a Fracas replay.');
  const reader = new ByteReader(bytes);
  reader.readText();
  const version = reader.readVarint();
  if (version < OLDEST_REPLAY_VERSION || version > REPLAY_VERSION) {
    const known = `${OLDEST_REPLAY_VERSION} to ${REPLAY_VERSION}`;
    throw new Error(`The replay has format version ${version}; this build reads versions ${known}.`);
  }
  const header = readHeader(reader);
  const present: Present = { mode: header.mode, last: commandsOfStart(header) };
  const ticks: ReplayTick[] = [];
  let flags = reader.readByte();
  for (; (flags & TICK_HAS.end) === 0; flags = reader.readByte()) {
    if (flags > (TICK_HAS.roster | TICK_HAS.hashes)) throw reader.damaged('a tick is malformed');
    ticks.push(readTick(reader, flags, present));
    const hashesDue = ticks.length % HASH_EVERY_TICKS === 0;
    if (hashesDue !== ((flags & TICK_HAS.hashes) !== 0)) throw reader.damaged('fingerprints out of turn');
  }
  if (flags > (TICK_HAS.end | TICK_HAS.roster)) throw reader.damaged('its end is malformed');
  const finalRoster = readRoster(reader, flags, present);
  const finalHashes = readHashes(reader, present);
  if (!reader.isAtEnd) throw reader.damaged('something follows its end');
  return { header, ticks, finalRoster, finalHashes };
}

/** Who is there at some point of the record. */
interface Present {
  readonly mode: ModeId;
  /** The last command of each: those of the start in its order, then in the order they joined. */
  readonly last: Map<string, Command>;
}

function startsWithMagic(bytes: Uint8Array): boolean {
  return (
    bytes[0] === REPLAY_MAGIC.length &&
    Array.from(REPLAY_MAGIC).every((letter, index) => bytes[index + 1] === letter.charCodeAt(0))
  );
}

function readHeader(reader: ByteReader): ReplayHeader {
  const text = reader.readText(LONGEST_HEADER);
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw reader.damaged('its header cannot be read');
  }
  if (!isHeader(header)) throw reader.damaged('its header lacks something');
  const fault = findStartFault(header);
  if (fault !== undefined) throw new Error(`The replay cannot be played from its start: ${fault}.`);
  return header;
}

/** A start of this build that belongs to another match than the header says, or one of another build. */
function findStartFault({ start, map, mode, seed, startTick, lastCommands = [] }: ReplayHeader): string | undefined {
  if (!lastCommands.every(isSoundCommand)) return 'a command before it is malformed';
  if (start === undefined) return lastCommands.length === 0 ? undefined : 'nobody is there to have given a command';
  const fault = findSnapshotFault(start);
  if (fault !== undefined) return fault;
  const isSame = start.map === map && start.mode === mode && start.seed === seed && start.tick === startTick;
  if (!isSame) return 'it is of another match';
  const ids = start.players.map((row) => PLAYER_LAYOUT.read(row).id);
  const areTheirs =
    lastCommands.length === 0 ||
    isSameSet(
      ids,
      lastCommands.map(([id]) => id),
    );
  return areTheirs ? undefined : 'the commands before it are of other players';
}

/** Everything else it does not say is checked where commands are read. */
function isSoundCommand(entry: unknown): boolean {
  if (!Array.isArray(entry) || typeof entry[0] !== 'string' || typeof entry[1] !== 'object' || entry[1] === null)
    return false;
  const fields = new Map<string, unknown>(Object.entries(entry[1] as object));
  return Object.keys(FIRST_COMMAND).every((field) => Number.isFinite(fields.get(field)));
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && new Set([...some, ...others]).size === some.length;
}

function isHeader(value: unknown): value is ReplayHeader {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  const isText = (field: string) => typeof fields.get(field) === 'string';
  const isWhole = (field: string) => Number.isSafeInteger(fields.get(field));
  return (
    ['build', 'map', 'mode', 'startedAt'].every(isText) &&
    ['mapHash', 'seed', 'startTick'].every(isWhole) &&
    Object.hasOwn(MODES, String(fields.get('mode'))) &&
    (!fields.has('rules') || areRules(fields.get('rules')))
  );
}

function readTick(reader: ByteReader, flags: number, present: Present): ReplayTick {
  const roster = readRoster(reader, flags, present);
  const commands = new Map<string, Command>();
  const checks = new Map<string, number>();
  for (const [id, last] of present.last) {
    const command = readCommand(reader, last);
    if (command !== undefined) {
      commands.set(id, command);
      present.last.set(id, command);
    }
    checks.set(id, reader.readByte());
  }
  const hashes = flags & TICK_HAS.hashes ? readHashes(reader, present) : undefined;
  return { roster, commands, checks, hashes };
}

function readRoster(reader: ByteReader, flags: number, present: Present): RosterChange[] {
  if (!(flags & TICK_HAS.roster)) return [];
  const changes: RosterChange[] = [];
  for (let left = reader.readVarint(); left > 0; left--) {
    changes.push(readChange(reader, present));
  }
  return changes;
}

function readChange(reader: ByteReader, present: Present): RosterChange {
  const code = reader.readByte();
  const id = reader.readText();
  switch (code) {
    case ROSTER_CODE.join:
    case ROSTER_CODE.joinTeam: {
      const name = reader.readText();
      const bot = reader.readByte() === 1;
      const team = code === ROSTER_CODE.joinTeam ? reader.readByte() : 0;
      if (present.last.has(id)) throw reader.damaged(`player ${id} joins twice`);
      present.last.set(id, FIRST_COMMAND);
      return { type: 'join', player: { id, name, bot, team: soundTeam(reader, present, team) } };
    }
    case ROSTER_CODE.leave:
      if (!present.last.delete(id)) throw reader.damaged(`player ${id} leaves without having joined`);
      return { type: 'leave', id };
    case ROSTER_CODE.changeTeam:
      if (!present.last.has(id)) throw reader.damaged(`player ${id} changes team without having joined`);
      return { type: 'changeTeam', id, team: soundTeam(reader, present, reader.readByte()) };
    default:
      throw reader.damaged('a change of its players is malformed');
  }
}

function soundTeam(reader: ByteReader, { mode }: Present, team: number): number {
  if (!isTeamOf(mode, team)) throw reader.damaged(`there is no team ${team} in ${mode}`);
  return team;
}

function readHashes(reader: ByteReader, present: Present): WorldHashes {
  return {
    match: reader.readUint32(),
    pickups: reader.readUint32(),
    projectiles: reader.readUint32(),
    players: new Map(Array.from(present.last.keys(), (id) => [id, reader.readUint32()])),
  };
}
