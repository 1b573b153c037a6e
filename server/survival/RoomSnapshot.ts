import { z } from 'zod';
import { SNAPSHOT_LAYOUT } from '../../shared/sim/snapshotWorld.ts';
import type { Identity } from '../accounts/AccessTokens.ts';
import type { MatchSnapshot } from '../match/MatchSnapshot.ts';
import type { MusterSnapshot } from '../rooms/Muster.ts';

/** Grows with every change that an older reader would misunderstand. */
export const SNAPSHOT_VERSION = 5;

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
  /** Who was called to a planned match, and may yet come. */
  readonly muster?: MusterSnapshot | undefined;
}

const id = z.string().min(1);

/** What else is known of them, such as their party, goes along. */
const person = z.looseObject({
  playerId: id,
  name: z.string(),
  kind: z.enum(['guest', 'account']),
  loginId: id,
  tokenVersion: z.int(),
});

const called = z.strictObject({ playerId: id, team: z.int().positive(), waitedMs: z.number().nonnegative() });

/** All but the match, which is checked when it is restored. */
const SHAPE = z.strictObject({
  version: z.literal(SNAPSHOT_VERSION),
  isPrivate: z.boolean(),
  match: z.custom<MatchSnapshot>((match) => typeof match === 'object' && match !== null),
  roster: z.array(z.strictObject({ sessionId: id, tokens: z.array(id).min(1), person: person.optional() })),
  muster: z.strictObject({ called: z.array(called), arrived: z.array(id) }).optional(),
});

/**
 * Reads what was kept of a room; the match in it is checked when it is restored.
 * @throws an Error that says why it cannot be read: another version, or not a snapshot
 */
export function readRoomSnapshot(json: string): RoomSnapshot {
  const snapshot = JSON.parse(json) as RoomSnapshot;
  if (snapshot.version !== SNAPSHOT_VERSION) {
    throw new Error(`a snapshot of version ${snapshot.version} cannot be read by version ${SNAPSHOT_VERSION}`);
  }
  const { success, data, error } = SHAPE.safeParse(snapshot);
  if (!success) throw new Error(`the snapshot is malformed: ${z.prettifyError(error)}`);
  return data;
}

/**
 * The present state of a room, as the next owner can read it.
 * @param door who may come in
 */
export function roomSnapshot(
  door: Pick<RoomSnapshot, 'isPrivate' | 'muster'>,
  match: MatchSnapshot,
  roster: readonly RosterEntry[],
): RoomSnapshot {
  return { version: SNAPSHOT_VERSION, ...door, match, roster };
}
