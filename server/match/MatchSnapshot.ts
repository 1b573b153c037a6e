import type { MapId } from '../../shared/defs/maps.ts';
import type { WorldSnapshot } from '../../shared/sim/snapshotWorld.ts';
import type { Standing } from '../../shared/sim/standings.ts';

/**
 * A match as it stands between two ticks, as plain data that survives JSON: the world, and what of the match
 * around it the future depends on. Not in it, because it is found anew or nobody would miss it:
 * - results: they follow from the world;
 * - events that have not been sent: at most those of one patch, flashes and sounds;
 * - what bots have in mind, and how long people have wished for nothing: see `Seats.snapshot`;
 * - inputs that wait, and what is known of a connection (`InputReader`): they end with the connection;
 * - the record so far: it is a part of the replay of its own, see `MatchRecord`.
 */
export interface MatchSnapshot {
  /** Names the present match, wherever it is played: its replay bears it. */
  readonly matchId: string;
  /** Counts the matches of the room, from 1. */
  readonly number: number;
  /** See `MatchOptions.bots`. */
  readonly bots: number;
  /** See `MatchOptions.isPlanned`. */
  readonly isPlanned: boolean;
  /** The tick at which it went live; 0 before that. */
  readonly liveSinceTick: number;
  readonly leavers: readonly Leaver[];
  /** The fingerprint of the arena (`hashMap`): the same name on another build may be another arena. */
  readonly mapHash: number;
  /** The chance that seeds the room's next matches. */
  readonly prngState: number;
  /** Who wants which map next. */
  readonly votes: readonly (readonly [player: string, map: MapId])[];
  readonly seats: SeatsSnapshot;
  readonly world: WorldSnapshot;
}

/** What somebody had who left a match while it was live. */
export interface Leaver extends Pick<Standing, 'player' | 'name' | 'team' | 'score' | 'kills' | 'deaths'> {
  readonly playerId?: string | undefined;
}

export interface SeatsSnapshot {
  /** The chance that seeds minds of bots. */
  readonly prngState: number;
  /** The number of the last guest: the next who comes without a name has the one after it. */
  readonly guests: number;
  /** In the order they came: of the bots of a team the one that came last gives way first. */
  readonly taken: readonly SeatSnapshot[];
}

export interface SeatSnapshot {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  /** Of a person whom the server knows. */
  readonly playerId?: string | undefined;
  /** See `Seat.party`. */
  readonly party?: string | undefined;
}

/** A match cannot be restored from what was found: it is no snapshot, or of a match this build does not know. */
export class SnapshotRefused extends Error {
  override readonly name = 'SnapshotRefused';
}
