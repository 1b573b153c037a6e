import type { ModeId } from '../defs/modes.ts';
import type { MatchRules } from '../defs/rules.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import type { Participant } from '../sim/addPlayer.ts';
import type { Command, Commands } from '../sim/Command.ts';
import { hashData } from '../sim/hashData.ts';
import type { WorldHashes } from '../sim/hashWorld.ts';
import { PLAYER_LAYOUT, type WorldSnapshot } from '../sim/snapshotWorld.ts';
import { FIRST_COMMAND } from './commandCodec.ts';

/** Grows with every change of the format. Older ones are read as well: version 1 knew no parts of matches, 2 no teams, slices and rules. */
export const REPLAY_VERSION = 3;
export const OLDEST_REPLAY_VERSION = 1;

/** The fingerprints of all parts of the world are kept after every so many ticks, and after the last. */
export const HASH_EVERY_TICKS = 60;

/** What has to be the same for a match to go the same way again. */
export interface ReplayHeader {
  /** The build that played it; told, not compared. */
  readonly build: string;
  readonly map: string;
  readonly mapHash: number;
  readonly mode: ModeId;
  /** Absent in older ones: those of the mode. */
  readonly rules?: MatchRules | undefined;
  readonly seed: number;
  readonly startTick: number;
  /** When the match began, as its host writes times. */
  readonly startedAt: string;
  /** The world it begins with when it is a later part of a match; without it, an empty one. */
  readonly start?: WorldSnapshot | undefined;
  /**
   * In the order of the record, the last command of everybody there at the start: of a slice, which begins in the midst of a
   * record. Without it nobody has given one yet.
   */
  readonly lastCommands?: readonly (readonly [id: string, command: Command])[] | undefined;
}

/** Who is there before anybody joins, in the order of the record, each with the command their first is told by its difference from. */
export function commandsOfStart({ start, lastCommands }: ReplayHeader): Map<string, Command> {
  if (lastCommands !== undefined) return new Map(lastCommands);
  return new Map(start?.players.map((row) => [PLAYER_LAYOUT.read(row).id, FIRST_COMMAND]));
}

/** Someone came, went or changed team before a tick. */
export type RosterChange =
  | { readonly type: 'join'; readonly player: Participant }
  | { readonly type: 'leave'; readonly id: string }
  | { readonly type: 'changeTeam'; readonly id: string; readonly team: number };

/** What each change begins with in the bytes of a record; versions 1 and 2 knew the first two. */
export const ROSTER_CODE = { leave: 0, join: 1, joinTeam: 2, changeTeam: 3 } as const;

export interface ReplayTick {
  readonly roster: readonly RosterChange[];
  readonly commands: Commands;
  /** A check byte of each body after the tick (`checkBody`), by player id. */
  readonly checks: ReadonlyMap<string, number>;
  readonly hashes: WorldHashes | undefined;
}

/** The record of a match: enough to play it again, and to tell where it goes another way. */
export interface Replay {
  readonly header: ReplayHeader;
  readonly ticks: readonly ReplayTick[];
  /** Who came, went or changed team after the last tick. */
  readonly finalRoster: readonly RosterChange[];
  /** After all of it. */
  readonly finalHashes: WorldHashes;
}

const mapHashes = new WeakMap<ArenaMap, number>();

/**
 * The fingerprint of an arena: a match is only good on the very map it was played on. It takes milliseconds to
 * find, so it is found once for each arena.
 */
export function hashMap(map: ArenaMap): number {
  const known = mapHashes.get(map);
  if (known !== undefined) return known;
  const { widthTiles, heightTiles, walls, spawns, pads } = map;
  const hash = hashData({ widthTiles, heightTiles, walls: Array.from(walls), spawns, pads });
  mapHashes.set(map, hash);
  return hash;
}
