import type { SeatToken } from '../shared/net/askForSeat.ts';
import type { Presence } from './Stay.ts';
import type { Tally } from './Tally.ts';
import type { Trouble } from './TroubleProxy.ts';

/** A server that does not answer the farewell is not waited for longer. */
export const LEAVE_MS = 2000;

/** Whom a client asks, and what its line suffers from. */
export interface ClientLine {
  /** Where any process of the service answers, such as `http://localhost:2567`. */
  readonly url: string;
  readonly seed: number;
  readonly trouble: Trouble;
}

/** How one comes back instead of joining. */
export interface WayIn {
  readonly token: SeatToken;
  readonly limit: AbortSignal;
}

/** One headless player on the network, with a mind or without. Lost connections come back into the same seat. */
export interface NetworkClient {
  readonly tally: Tally;
  readonly roomId: string;
  readonly playerId: string;
  readonly presence: Presence;
  /** Calls `listener` when the connection is lost, won back, or lost for good; returns how to stop. */
  onPresence(listener: (presence: Presence) => void): () => void;
  /** Does what is due at `nowMs`; to be called 60 times a second. */
  step(nowMs: number): void;
  /** Measures one round trip into the tally. */
  ping(): void;
  /** Gives the seat back and ends all that belongs to this client. */
  leave(): Promise<void>;
}
