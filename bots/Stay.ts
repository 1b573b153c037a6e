import { setTimeout as wait } from 'node:timers/promises';
import { askForSeat, type GrantedSeat, type SeatToken } from '../shared/net/askForSeat.ts';
import { CODE_SILENCE, comeBack, isAccident, type Comeback, type TryLimits } from '../shared/net/comeBack.ts';
import { SilenceWatch } from '../shared/net/SilenceWatch.ts';
import type { Tally } from './Tally.ts';

/** Whether a client sits in its seat, is on the way back to it, or has lost it for good. */
export type Presence = 'here' | 'away' | 'lost';

/** What a kind of client does about its connections. */
export interface StayOptions<Link> {
  /** Where any process of the service answers. */
  readonly url: string;
  readonly tally: Tally;
  /**
   * Opens a connection into a seat that waits, and resolves with the first state; leaves nothing behind if it fails.
   * @param onToken to be told the next way back as soon as there is one
   */
  open(seat: GrantedSeat, token: SeatToken, limit: AbortSignal, onToken: (token: SeatToken) => void): Promise<Link>;
  /** Plays on over a new connection. */
  goOn(link: Link): void;
  /** The present connection is worth nothing any more; comes once for each. */
  hangUp(): void;
  /** Leaves over a connection that came back too late to be of use. */
  discard(link: Link): void;
}

/** One client's stay in a room, over as many connections as it takes: finds their loss, and wins the seat back. */
export class Stay<Link> {
  token: SeatToken;
  readonly #options: StayOptions<Link>;
  readonly #listeners = new Set<(presence: Presence) => void>();
  #presence: Presence = 'here';
  #silence = new SilenceWatch(performance.now());
  #heardAtMs = performance.now();
  #isLeaving = false;

  constructor(token: SeatToken, options: StayOptions<Link>) {
    this.token = token;
    this.#options = options;
  }

  get presence(): Presence {
    return this.#presence;
  }

  /** Calls `listener` with every change; returns how to stop. */
  onPresence(listener: (presence: Presence) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A patch has come. */
  hear(nowMs: number): void {
    this.#heardAtMs = nowMs;
    this.#silence.hear(nowMs);
  }

  /** Misses a server that is silent over an open socket; to be called a few times a second. */
  look(nowMs: number): void {
    if (this.#silence.isSilent(nowMs) && this.#presence === 'here' && !this.#isLeaving) void this.#return(CODE_SILENCE);
  }

  /** The present connection was closed with a code, or broke without one. */
  close(code: number = CODE_SILENCE, reason = ''): void {
    if (this.#presence !== 'here' || this.#isLeaving) return;
    if (isAccident(code)) void this.#return(code);
    else this.#lose(`connection closed (${code})${reason === '' ? '' : `: ${reason}`}`);
  }

  /** No way back is looked for from here on; whoever is away has lost the seat. */
  end(): void {
    if (this.#presence === 'away') this.#lose('connection lost, and not won back by the end');
    this.#isLeaving = true;
  }

  async #return(closeCode: number): Promise<void> {
    // The new connection may be heard before it is known that it is the one.
    const heardAtMs = this.#heardAtMs;
    this.#options.hangUp();
    this.#turn('away');
    const outcome: Comeback<Link> = await comeBack({
      closeCode,
      attempt: (limits) => this.#attempt(limits),
      isWanted: () => this.#presence === 'away',
      wait: (ms) => wait(ms),
      nowMs: () => performance.now(),
      random: () => Math.random(),
    });
    if (outcome.kind === 'back') this.#goOn(outcome.link, heardAtMs);
    else if (outcome.kind === 'lost') {
      const { cause, reason } = outcome;
      this.#lose(`connection lost, and ${cause === 'gone' ? 'the seat gone' : 'not won back in time'}: ${reason}`);
    }
  }

  async #attempt({ askMs, openMs }: TryLimits): Promise<Link> {
    const { url } = this.#options;
    const seat = await askForSeat(fetch, url, { token: this.token }, AbortSignal.timeout(askMs));
    return this.#options.open(seat, this.token, AbortSignal.timeout(openMs), (token) => (this.token = token));
  }

  /** @param heardAtMs when the connection before was heard last */
  #goOn(link: Link, heardAtMs: number): void {
    const { tally } = this.#options;
    if (this.#presence === 'lost') {
      this.#options.discard(link);
      return;
    }
    const nowMs = performance.now();
    tally.reconnected += 1;
    tally.awayMs.push(nowMs - heardAtMs);
    this.hear(nowMs);
    this.#options.goOn(link);
    this.#turn('here');
  }

  #lose(reason: string): void {
    if (this.#presence === 'lost') return;
    const { tally } = this.#options;
    tally.dropped = true;
    tally.errors.push(reason);
    if (this.#presence === 'here') this.#options.hangUp();
    this.#turn('lost');
  }

  #turn(presence: Presence): void {
    this.#presence = presence;
    for (const tell of this.#listeners) tell(presence);
  }
}
