import type { RankedMode } from '../../shared/defs/ranked.ts';
import type { GrantedSeat } from '../../shared/net/askForSeat.ts';
import type { FromParty, ToParty } from '../../shared/net/messages.ts';
import { CLOSE } from '../../shared/net/protocol.ts';
import { CODE_LEFT } from './connectionEnds.ts';
import { openAgain } from './openAgain.ts';

export type PartyState = FromParty['party'];

/** What of a room of Colyseus' SDK a party needs. */
export interface PartyConnection {
  onMessage<Type extends keyof FromParty>(type: Type, listener: (message: FromParty[Type]) => void): unknown;
  onLeave(listener: (code: number, reason?: string) => void): unknown;
  send<Type extends keyof ToParty>(type: Type, message: ToParty[Type]): void;
  leave(): unknown;
}

export interface PartyOptions {
  /** Joins the party of a code, or opens one without. @throws with words for the player; `isFinal` says whether another try can help */
  readonly connect: (code: string | undefined) => Promise<PartyConnection>;
  readonly isFinal: (error: unknown) => boolean;
  readonly wait: (ms: number) => Promise<unknown>;
  /** 0 to 1. */
  readonly random: () => number;
  /** Told how the party is whenever it changes, or the way to it is lost; undefined when one is in none, with the reason if it was not one's own wish. */
  readonly onParty: (party: PartyState | undefined, reason?: string) => void;
  readonly onSeat: (seat: GrantedSeat) => void;
  /** The party waits for a ranked match together. */
  readonly onQueue: (wish: FromParty['queue']) => void;
  readonly onNoSeats: (reason: string) => void;
}

/** After these closes one is in the party no more, or somewhere else. */
const FINAL_CODES: readonly number[] = [
  CODE_LEFT,
  CLOSE.removedFromParty,
  CLOSE.replacedByNewerConnection,
  CLOSE.signInEnded,
  CLOSE.kicked,
];

/**
 * One's place in a party, for as long as the page lives: a connection that is lost is made anew until the party is over, or
 * one has left it.
 */
export class PartyLink {
  readonly #options: PartyOptions;
  #connection: PartyConnection | undefined;
  #party: PartyState | undefined;
  /** Counts the parties one has been in: what belongs to an earlier one is over. */
  #stay = 0;

  constructor(options: PartyOptions) {
    this.#options = options;
  }

  /** The party as it was last told of; undefined when one is in none. */
  get party(): PartyState | undefined {
    return this.#party;
  }

  /** Whether the way to the party is lost, and being made anew. */
  get isLost(): boolean {
    return this.#party !== undefined && this.#connection === undefined;
  }

  /** Opens a party, or joins that of a code. Rejects with words for the player. */
  async enter(code?: string): Promise<void> {
    this.leave();
    const stay = this.#stay;
    const connection = await this.#options.connect(code);
    if (stay === this.#stay) this.#attend(connection);
    else connection.leave();
  }

  leave(): void {
    this.#stay += 1;
    this.#connection?.leave();
    this.#end();
  }

  /** Takes everybody along; only who leads can. */
  play(wish: ToParty['play']): void {
    this.#connection?.send('play', wish);
  }

  /** Has everybody wait for a ranked match together; only who leads can. */
  queue(mode: RankedMode): void {
    this.#connection?.send('queue', { mode });
  }

  /** Hands the lead to a member; only who leads can. */
  handLead(member: string): void {
    this.#connection?.send('lead', { member });
  }

  /** Sends a member away for good; only who leads can. */
  remove(member: string): void {
    this.#connection?.send('remove', { member });
  }

  #attend(connection: PartyConnection): void {
    const stay = this.#stay;
    const isOn = (): boolean => stay === this.#stay && connection === this.#connection;
    this.#connection = connection;
    connection.onMessage('party', (party) => {
      if (!isOn()) return;
      this.#party = party;
      this.#options.onParty(party);
    });
    connection.onMessage('seat', (seat) => {
      if (isOn()) this.#options.onSeat(seat);
    });
    connection.onMessage('queue', (wish) => {
      if (isOn()) this.#options.onQueue(wish);
    });
    connection.onMessage('noSeats', ({ message }) => {
      if (isOn()) this.#options.onNoSeats(message);
    });
    connection.onLeave((code, reason) => {
      if (!isOn()) return;
      if (FINAL_CODES.includes(code)) this.#end(reason);
      else void this.#comeBack();
    });
  }

  async #comeBack(): Promise<void> {
    const stay = this.#stay;
    const { code } = this.#party ?? {};
    if (code === undefined) return this.#end('The party could not be reached. Try again.');
    this.#connection = undefined;
    this.#options.onParty(this.#party);
    try {
      const connection = await openAgain({
        ...this.#options,
        connect: () => this.#options.connect(code),
        isWanted: () => stay === this.#stay,
      });
      if (connection !== undefined) this.#attend(connection);
    } catch (error) {
      this.#end((error as Error).message);
    }
  }

  #end(reason?: string): void {
    const wasIn = this.#party !== undefined || reason !== undefined;
    this.#stay += 1;
    this.#connection = undefined;
    this.#party = undefined;
    if (wasIn) this.#options.onParty(undefined, reason);
  }
}
