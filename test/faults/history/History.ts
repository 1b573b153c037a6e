import type { Fault } from '../nemesis/planFaults.ts';

/** Kills of every player, by id. */
export type Kills = Readonly<Record<string, number>>;

interface Moment {
  /** Of the machine's clock, which Redis and all processes of a test share, in milliseconds. */
  readonly atMs: number;
}

/** A process took the right to a match: of a new one, or of one that had an owner before. */
export interface Taken extends Moment {
  readonly type: 'taken';
  readonly room: string;
  readonly owner: string;
  readonly fence: number;
  /** The end of its lease. */
  readonly untilMs: number;
}

/** Redis accepted a snapshot: from now on everything in it is promised to last. */
export interface Written extends Moment {
  readonly type: 'written';
  readonly room: string;
  readonly owner: string;
  readonly fence: number;
  /** The end of its lease; 0 when its owner let go with this snapshot. */
  readonly untilMs: number;
  readonly matchId: string;
  readonly match: number;
  readonly tick: number;
  readonly phase: string;
  readonly kills: Kills;
  /** The people whose seats it keeps. */
  readonly seats: readonly string[];
}

/** A match was let go of without a snapshot, or forgotten because it is over. */
export interface Released extends Moment {
  readonly type: 'released';
  readonly room: string;
  readonly isOver: boolean;
}

/** What a client says of its connection. `lost` is for good; `left` was its own wish; `vanished` never comes back. */
export interface ClientMoved extends Moment {
  readonly type: 'joined' | 'away' | 'back' | 'lost' | 'left' | 'vanished';
  readonly player: string;
  readonly room: string;
  readonly reason?: string;
}

/** What a client sees with a patch. */
export interface Seen extends Moment {
  readonly type: 'seen';
  readonly player: string;
  readonly room: string;
  readonly match: number;
  readonly tick: number;
  readonly phase: string;
  readonly kills: Kills;
  /** Whether the match knows the client as one of its players. */
  readonly isSeated: boolean;
}

/** Everything that tells which rooms there are, at one moment of quiet. */
export interface Listings extends Moment {
  readonly type: 'listings';
  /** Rows of the listing, and who owns each. */
  readonly rows: Readonly<Record<string, { readonly owner: string; readonly isPublic: boolean }>>;
  /** Rooms that can be found through the index: by players who join, and in public lists. */
  readonly open: readonly string[];
  readonly listed: readonly string[];
  readonly leases: readonly string[];
  /** Who owns each match. */
  readonly owners: Readonly<Record<string, string>>;
  /** How many rooms each process is counted with, by process. */
  readonly counts: Readonly<Record<string, number>>;
  /** How many rooms each running process says it has, by process. */
  readonly living: Readonly<Record<string, number>>;
}

/** A part of a replay found on disk after the run; the ticks it covers, the first left out and the last included. */
export interface Part extends Moment {
  readonly type: 'part';
  readonly file: string;
  readonly matchId: string;
  readonly fromTick: number;
  readonly toTick: number;
  /** Where it goes another way when it is played again. */
  readonly difference?: string | undefined;
}

export type Line =
  | Taken
  | Written
  | Released
  | ClientMoved
  | Seen
  | Listings
  | Part
  | (Moment & { readonly type: 'storeAway' })
  | (Moment & { readonly type: 'storeBack'; readonly isEmpty: boolean })
  | (Moment & { readonly type: 'processEnded'; readonly process: string })
  | (Moment & { readonly type: 'fault'; readonly fault: Fault })
  | (Moment & { readonly type: 'said'; readonly who: string; readonly line: string });

/** What clients, processes and Redis said, the oldest first. */
export type History = readonly Line[];

export type Invariant = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7';

export interface Violation {
  readonly invariant: Invariant;
  readonly atMs: number;
  readonly what: string;
}
