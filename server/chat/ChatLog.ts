import type { ChatLine } from '../../shared/net/messages.ts';

/** As many tell what somebody was about. */
const KEPT_LINES = 12;

/** A line as it is kept for those who look into a report. */
export interface LoggedLine extends Pick<ChatLine, 'to' | 'said'> {
  readonly tick: number;
}

/** The last lines of each person of a room. */
export class ChatLog {
  readonly #lines = new Map<string, LoggedLine[]>();

  add(tick: number, { from, to, said }: ChatLine): void {
    const lines = [...(this.#lines.get(from) ?? []), { tick, to, said }];
    this.#lines.set(from, lines.slice(-KEPT_LINES));
  }

  /** Oldest first. */
  linesOf(person: string): readonly LoggedLine[] {
    return this.#lines.get(person) ?? [];
  }

  forget(person: string): void {
    this.#lines.delete(person);
  }
}
