import { monitorEventLoopDelay } from 'node:perf_hooks';
import { LightClient } from '../../bots/LightClient.ts';
import { TICK_MS } from '../../shared/defs/rates.ts';
import type { JoinOptions } from '../../shared/net/messages.ts';
import { within } from './waiting.ts';

/** Who is not let in by then has not been let in. */
const JOIN_LIMIT_MS = 20_000;
const JOINS_AT_ONCE = 8;

/** Clients take their turns in so many groups within a tick: people do not all press their keys in the same instant. */
const GROUPS = 4;
const NO_TROUBLE = { rttMs: 0, jitterMs: 0, lossPercent: 0 };

/** Light clients that play until they are sent home. */
export class Crowd {
  readonly clients = new Set<LightClient>();
  readonly #signal: AbortSignal;
  readonly #delay = monitorEventLoopDelay({ resolution: 1 });
  #timer: NodeJS.Timeout | undefined;
  #nextMs = performance.now();
  #turn = 0;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.#delay.enable();
    this.#timer = setTimeout(this.#step, 0);
  }

  /**
   * Lets one client in.
   * @throws an Error that says why it was not let in
   */
  async join(url: string, join: JoinOptions): Promise<LightClient> {
    const joining = LightClient.join({ url, join, seed: 1, trouble: NO_TROUBLE });
    const client = await within(joining, JOIN_LIMIT_MS, this.#signal);
    this.clients.add(client);
    return client;
  }

  /** Lets many in, a few at a time. @throws with the first who is not let in */
  async joinAll(url: string, wishes: readonly JoinOptions[]): Promise<void> {
    const waiting = wishes.values();
    const door = async (): Promise<void> => {
      for (const wish of waiting) await this.join(url, wish);
    };
    await Promise.all(Array.from({ length: JOINS_AT_ONCE }, door));
  }

  async sendHome(client: LightClient): Promise<void> {
    this.clients.delete(client);
    await client.leave();
  }

  /** By how much 1 % of this process's own timers are late at least, since the last time: what it cannot see closer. */
  readLatenessMs(): number {
    const lateMs = this.#delay.percentile(99) / 1e6;
    this.#delay.reset();
    return lateMs;
  }

  /** Everybody leaves; the servers may be gone already. */
  async disperse(): Promise<void> {
    clearTimeout(this.#timer);
    this.#delay.disable();
    await Promise.all([...this.clients].map((client) => client.leave()));
    this.clients.clear();
  }

  readonly #step = (): void => {
    const nowMs = performance.now();
    let place = 0;
    for (const client of this.clients) if (place++ % GROUPS === this.#turn) client.step(nowMs);
    this.#turn = (this.#turn + 1) % GROUPS;
    this.#nextMs = Math.max(this.#nextMs + TICK_MS / GROUPS, nowMs);
    this.#timer = setTimeout(this.#step, Math.max(0, this.#nextMs - performance.now()));
  };
}
