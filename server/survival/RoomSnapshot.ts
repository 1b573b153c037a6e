import { SNAPSHOT_LAYOUT } from '../../shared/sim/snapshotWorld.ts';
import type { Identity } from '../accounts/AccessTokens.ts';
import type { MatchSnapshot } from '../match/MatchSnapshot.ts';

/** Grows with every change that an older reader would misunderstand. */
export const SNAPSHOT_VERSION = 4;

/** What a reader must understand of a snapshot, in a word: the room around the match, and the rows within. */
export const SNAPSHOT_FORMAT = `${SNAPSHOT_VERSION}.${SNAPSHOT_LAYOUT}`;

/** A person's seat, and what opens it again. */
export interface RosterEntry {
  readonly sessionId: string;
  /** The reconnection tokens that open the seat, the newest first. Secrets: whoever reads them can take the seat. */
  readonly tokens: readonly string[];
  /** Who sits there, for whom alone it opens again; absent of somebody who came without a token. */
  readonly person?: Identity | undefined;
}

/** All there is to know about a room, as plain data: another process can go on from it. */
export interface RoomSnapshot {
  readonly version: number;
  readonly isPrivate: boolean;
  readonly match: MatchSnapshot;
  readonly roster: readonly RosterEntry[];
}

/**
 * Reads what was kept of a room; the match in it is checked when it is restored.
 * @throws an Error that says why it cannot be read: another version, or not a snapshot
 */
export function readRoomSnapshot(json: string): RoomSnapshot {
  const snapshot = JSON.parse(json) as RoomSnapshot;
  if (snapshot.version !== SNAPSHOT_VERSION) {
    throw new Error(`a snapshot of version ${snapshot.version} cannot be read by version ${SNAPSHOT_VERSION}`);
  }
  return snapshot;
}

/** The present state of a room, as the next owner can read it. */
export function roomSnapshot(isPrivate: boolean, match: MatchSnapshot, roster: readonly RosterEntry[]): RoomSnapshot {
  return { version: SNAPSHOT_VERSION, isPrivate, match, roster };
}
