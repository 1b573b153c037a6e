/** Who is compared. `CONTENDERS` (contenders/contenders.ts) has the code of each. */
export const CONTENDER_NAMES = ['ours', 'stateview', 'naive', 'plain-ws', 'floor'] as const;
export type ContenderName = (typeof CONTENDER_NAMES)[number];

/** How clients of a contender come in and talk: as any client of Colyseus, or with raw messages over plain WebSockets. */
export type Wire = 'colyseus' | 'raw';

/**
 * How ticks come about. In lock-step a tick runs as soon as every client has answered the last patch with one input: each has
 * exactly as many inputs and patches as there are clients, however starved the machine is. In open loop a
 * timer of 30 Hz runs them, and clients send by clocks of their own.
 */
export type Pacing = 'lock-step' | 'open-loop';

/** One run: one server of one contender, measured once. */
export interface RunSetup {
  readonly contender: ContenderName;
  readonly pacing: Pacing;
  readonly rooms: number;
  readonly playersPerRoom: number;
  /** The side of the square world. */
  readonly sideUnits: number;
  readonly seed: number;
  readonly warmUpTicks: number;
  readonly ticks: number;
  /** What `floor` sends to each client with each patch. */
  readonly floorBytes: number;
}

/** The checked client has this slot of the first room. */
export const CHECKED_SLOT = 0;

/** All clients of a run but the checked one. */
export interface LoadPlan {
  readonly wire: Wire;
  readonly pacing: Pacing;
  readonly port: number;
  readonly seats: readonly { readonly roomId: string; readonly slot: number; readonly seed: number }[];
  readonly warmUpTicks: number;
  readonly ticks: number;
}
