import type { LightClient } from '../../bots/LightClient.ts';
import type { Presence } from '../../bots/Stay.ts';

/** How those come back who were in a process that a fault hit. */
export class Returns {
  readonly #clients: readonly LightClient[];
  readonly #startMs: number;
  readonly #backMs = new Map<LightClient, number>();
  readonly #stops: (() => void)[];
  #bounces = 0;

  /** To be made in the instant of the fault. */
  constructor(clients: readonly LightClient[]) {
    this.#clients = clients;
    this.#startMs = performance.now();
    this.#stops = clients.map((client) => client.onPresence((presence) => this.#see(client, presence)));
  }

  /** Whether everybody is back with a new state of the match, or has lost the seat. */
  get isComplete(): boolean {
    return this.#clients.every(
      (client) => client.presence === 'lost' || (client.presence === 'here' && this.#backMs.has(client)),
    );
  }

  /** From the fault until each had its first new state over the connection that lasted, in milliseconds. */
  get timesMs(): number[] {
    return [...this.#backMs.values()];
  }

  /** Connections that were won back and broke again. */
  get bounces(): number {
    return this.#bounces;
  }

  /** Looks no longer. */
  end(): void {
    for (const stop of this.#stops) stop();
  }

  #see(client: LightClient, presence: Presence): void {
    if (presence !== 'here') return;
    if (this.#backMs.has(client)) this.#bounces += 1;
    this.#backMs.set(client, performance.now() - this.#startMs);
  }
}
