/** Where the way back is kept; `sessionStorage` has this shape. */
export type SeatStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const STORE_KEY = 'fracas.seat';

/**
 * The way back into the seat of this tab's player, for when the page is loaded anew. The token is a secret of the
 * seat and changes with each connection. A browser that keeps nothing still plays; it only cannot come back.
 */
export class KeptSeat {
  readonly #store: SeatStore | undefined;

  constructor(store: SeatStore | undefined) {
    this.#store = store;
  }

  /** The token to come back with; undefined when there is no seat to come back to. */
  get token(): string | undefined {
    try {
      return this.#store?.getItem(STORE_KEY) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** Whether the seat is in this room; the room's id stands in the token. */
  isIn(roomId: string): boolean {
    return this.token?.startsWith(`${roomId}:`) === true;
  }

  keep(token: string): void {
    try {
      this.#store?.setItem(STORE_KEY, token);
    } catch {
      // A full or forbidden store costs the way back, never playing.
    }
  }

  drop(): void {
    try {
      this.#store?.removeItem(STORE_KEY);
    } catch {
      // What cannot be reached cannot be kept either.
    }
  }
}
