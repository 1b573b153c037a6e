import type { Sighting } from './checked/Sighting.ts';
import type { Spent } from './Gauge.ts';
import type { PaceNotes } from './Pace.ts';

/** What a server process tells the one that started it, each message with one of these. It is told 'start' once. */
export interface FromServer {
  readonly ready: { readonly port: number; readonly roomIds: readonly string[] };
  readonly truth: Sighting;
  readonly done: Measured;
}

/** What a server process used and noticed in the measured ticks. */
export interface Measured extends Spent, PaceNotes {
  readonly ticks: number;
  readonly inputs: number;
}

/** What the load process tells the one that started it. It is told 'start' once, and 'count' at the end. */
export interface FromLoad {
  readonly joined: true;
  /** Patches of the measured ticks that arrived, and their bytes: whole WebSocket messages without WebSocket's own header. */
  readonly counted: { readonly patches: number; readonly bytes: number };
}
