import type { RunSetup, Wire } from '../RunSetup.ts';
import type { ArenaSim } from '../workload/ArenaSim.ts';

/** A server that listens on the loopback, all its rooms still empty. */
export interface OpenServer {
  readonly port: number;
  /** The names by which clients find the rooms. */
  readonly roomIds: readonly string[];
  /** The arena of each room; none where nothing is simulated. */
  readonly sims: readonly ArenaSim[];
  /** Runs one tick of every room: takes the inputs, steps the arena, sends every client its patch. */
  step(): void;
}

/**
 * Opens a contender's server, its clients all still to come.
 * @param hearInput to be called for every input that arrives
 */
export type OpenContender = (setup: RunSetup, hearInput: () => void) => Promise<OpenServer>;

export interface Contender {
  readonly wire: Wire;
  /** How places stand in the state that Colyseus clients decode; absent where there is none. */
  readonly places?: 'quarters' | 'units' | 'packed';
  /** Whether a client is shown what is in its view, all there is, or the same meaningless bytes with each patch. */
  readonly shows: 'view' | 'all' | 'nothing';
  /** Loads its code, in the one process that is to be its server. */
  load(): Promise<OpenContender>;
}
