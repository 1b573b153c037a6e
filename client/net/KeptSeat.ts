import { KeptText, type TextStore } from '../settings/KeptText.ts';

/**
 * The way back into the seat of this tab's player, for when the page is loaded anew. The token is a secret of the
 * seat and changes with each connection.
 */
export class KeptSeat {
  readonly #kept: KeptText;

  constructor(store: TextStore | undefined) {
    this.#kept = new KeptText(store, 'fracas.seat');
  }

  /** The token to come back with; undefined when there is no seat to come back to. */
  get token(): string | undefined {
    return this.#kept.text;
  }

  /** Whether the seat is in this room; the room's id stands in the token. */
  isIn(roomId: string): boolean {
    return this.token?.startsWith(`${roomId}:`) === true;
  }

  keep(token: string): void {
    this.#kept.keep(token);
  }

  drop(): void {
    this.#kept.drop();
  }
}
