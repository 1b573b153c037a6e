import type { ChatLine } from '../../shared/net/messages.ts';

/** As many tell what somebody was about. */
const KEPT_LINES = 12;

/** A line as it is kept for those who look into a report. */
export interface LoggedLine extends Pick<ChatLine, 'to' | 'said'> {
  readonly tick: number;
}

/** As many as a room seats, and as many who have left it; of more, whoever has been silent for longest is forgotten. */
const KEPT_PEOPLE = 128;

/**
 * The last lines of each person of a room. Whom the server knows is the same person in another seat: leaving it wipes nothing out. Anybody
 * else goes with the seat they have.
 */
export class ChatLog {
  readonly #lines = new Map<string, LoggedLine[]>();

  add(tick: number, { from, playerId = from, to, said }: ChatLine): void {
    const lines = [...(this.#lines.get(playerId) ?? []), { tick, to, said }];
    this.#lines.delete(playerId);
    this.#lines.set(playerId, lines.slice(-KEPT_LINES));
    const [silent] = this.#lines.keys();
    if (this.#lines.size > KEPT_PEOPLE && silent !== undefined) this.#lines.delete(silent);
  }

  /** Oldest first. @param person whom the server knows, or the seat of somebody else */
  linesOf(person: string): readonly LoggedLine[] {
    return this.#lines.get(person) ?? [];
  }

  /** A seat is given up. */
  forget(seat: string): void {
    this.#lines.delete(seat);
  }
}
