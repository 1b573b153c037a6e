import type { Tally } from './Tally.ts';

/** A server that does not answer the farewell is not waited for longer. */
export const LEAVE_MS = 2000;

/** One headless player on the network, with a mind or without. */
export interface NetworkClient {
  readonly tally: Tally;
  /** Does what is due at `nowMs`; to be called 60 times a second. */
  step(nowMs: number): void;
  /** Measures one round trip into the tally. */
  ping(): void;
  /** Gives the seat back and ends all that belongs to this client. */
  leave(): Promise<void>;
}
