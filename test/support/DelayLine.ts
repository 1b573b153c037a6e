import { nextFloat, type Prng } from '../../shared/math/prng.ts';

/** A network of two directions: round trip, its deviation to either side, and the seed of the chance in it. */
export interface Network {
  readonly rttMs: number;
  readonly jitterMs: number;
  readonly seed: number;
}

/** One direction of a TCP stream on a hand-moved clock: messages arrive late, unevenly, and in order. */
export class DelayLine<Message> {
  readonly #network: Network;
  readonly #prng: Prng;
  #underWay: { atMs: number; message: Message }[] = [];
  #lastAtMs = 0;

  constructor(network: Network, direction: number) {
    this.#network = network;
    this.#prng = { state: network.seed * 2 + direction };
  }

  send(message: Message, nowMs: number): void {
    const { rttMs, jitterMs } = this.#network;
    const delayMs = rttMs / 2 + (nextFloat(this.#prng) - 0.5) * jitterMs;
    this.#lastAtMs = Math.max(this.#lastAtMs, nowMs + Math.max(0, delayMs));
    this.#underWay.push({ atMs: this.#lastAtMs, message });
  }

  /** Takes out what has arrived by `nowMs`, with the time of arrival. */
  take(nowMs: number): { atMs: number; message: Message }[] {
    const count = this.#underWay.findIndex(({ atMs }) => atMs > nowMs);
    return this.#underWay.splice(0, count < 0 ? this.#underWay.length : count);
  }
}
