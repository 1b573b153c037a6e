/** What one client counts while it plays. */
export interface Tally {
  readonly roomId: string;
  /** How long it played, from joining to leaving. */
  seconds: number;
  patches: number;
  inputs: number;
  bytesUp: number;
  bytesDown: number;
  shots: number;
  hits: number;
  kills: number;
  /** Connections that came back by themselves. */
  reconnected: number;
  /** How long each of them was away, in milliseconds: from the last patch before to the first state after. */
  readonly awayMs: number[];
  /** Whether the connection ended for good before the client left. */
  dropped: boolean;
  /** Measured by ping, in milliseconds. */
  readonly roundTripsMs: number[];
  /** Size of each visible correction, in units, and how many were above one unit. */
  readonly correctionUnits: number[];
  correctionsAboveOneUnit: number;
  readonly errors: string[];
}

export function newTally(roomId: string): Tally {
  return {
    roomId,
    seconds: 0,
    patches: 0,
    inputs: 0,
    bytesUp: 0,
    bytesDown: 0,
    shots: 0,
    hits: 0,
    kills: 0,
    reconnected: 0,
    awayMs: [],
    dropped: false,
    roundTripsMs: [],
    correctionUnits: [],
    correctionsAboveOneUnit: 0,
    errors: [],
  };
}
