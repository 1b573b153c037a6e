import type { ChatLine } from '../../shared/net/messages.ts';

/** Where those who are muted are kept; `localStorage` has this shape. */
export type MuteStore = Pick<Storage, 'getItem' | 'setItem'>;

const STORE_KEY = 'fracas.muted';

/** More people than anybody quarrels with; who was muted first is heard again first. */
const MOST_KEPT = 200;

/**
 * Whom nobody in this browser wants to hear. One mutes a session, in which somebody plays or watches. As soon as it is known whose that
 * is, they are muted in every other one as well: in later matches, and after the page was loaded anew.
 */
export class Mutes {
  readonly #store: MuteStore | undefined;
  /** By session, those who have spoken and are known to the server. */
  readonly #people = new Map<string, string>();
  /** Of whom nothing more is known. */
  readonly #mutedSessions = new Set<string>();
  #mutedPeople: ReadonlySet<string>;

  /** @param store absent where the browser keeps nothing: then they are muted until the page is left */
  constructor(store: MuteStore | undefined) {
    this.#store = store;
    this.#mutedPeople = this.#read();
  }

  isMuted(session: string): boolean {
    const person = this.#people.get(session);
    return person === undefined ? this.#mutedSessions.has(session) : this.#mutedPeople.has(person);
  }

  setMuted(session: string, isMuted: boolean): void {
    const person = this.#people.get(session);
    if (person !== undefined) this.#setPersonMuted(person, isMuted);
    else if (isMuted) this.#mutedSessions.add(session);
    else this.#mutedSessions.delete(session);
  }

  /** Notes whose the session is in which something is said. @returns whether it is to be shown */
  hears({ from, playerId }: Pick<ChatLine, 'from' | 'playerId'>): boolean {
    if (playerId !== undefined) {
      this.#people.set(from, playerId);
      if (this.#mutedSessions.delete(from)) this.#setPersonMuted(playerId, true);
    }
    return !this.isMuted(from);
  }

  #setPersonMuted(person: string, isMuted: boolean): void {
    // Another tab may have muted somebody in the meantime.
    const others = [...this.#read(), ...this.#mutedPeople].filter((each) => each !== person);
    this.#mutedPeople = new Set(isMuted ? [...others, person] : others);
    try {
      this.#store?.setItem(STORE_KEY, JSON.stringify([...this.#mutedPeople].slice(-MOST_KEPT)));
    } catch {
      // A full or forbidden store costs remembering, never playing.
    }
  }

  #read(): ReadonlySet<string> {
    try {
      const kept: unknown = JSON.parse(this.#store?.getItem(STORE_KEY) ?? '[]');
      return new Set(Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : []);
    } catch {
      return new Set();
    }
  }
}
