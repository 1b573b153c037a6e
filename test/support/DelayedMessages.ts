import { DelayLine } from '../../bots/DelayLine.ts';

/** A network of two directions: round trip, its deviation to either side, and the seed of the chance in it. */
export interface Network {
  readonly rttMs: number;
  readonly jitterMs: number;
  readonly seed: number;
}

/** One direction of a network on a hand-moved clock: messages arrive late, unevenly, and in order. */
export class DelayedMessages<Message> {
  readonly #line: DelayLine;
  #underWay: { atMs: number; message: Message }[] = [];

  constructor({ rttMs, jitterMs, seed }: Network, direction: 'up' | 'down') {
    const options = { oneWayMs: rttMs / 2, jitterMs: jitterMs / 2, lossPercent: 0, retransmitMs: 0 };
    this.#line = new DelayLine(options, { state: seed * 2 + (direction === 'up' ? 0 : 1) });
  }

  send(message: Message, nowMs: number): void {
    this.#underWay.push({ atMs: this.#line.releaseAt(nowMs), message });
  }

  /** Takes out what has arrived by `nowMs`, with the time of arrival. */
  take(nowMs: number): { atMs: number; message: Message }[] {
    const count = this.#underWay.findIndex(({ atMs }) => atMs > nowMs);
    return this.#underWay.splice(0, count < 0 ? this.#underWay.length : count);
  }
}
