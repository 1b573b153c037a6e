import { CLOSE } from '../../shared/net/protocol.ts';
import type { Logger } from '../infra/logger.ts';
import { ACCESS_SECONDS, type Identity } from './AccessTokens.ts';

const ENTERED = 'fracas:entered';
const REVOKED = 'fracas:revoked';
const KICKED = 'fracas:kicked';

/** What nobody was told of is looked up this often. */
const RECHECK_MS = 60_000;

/** An own announcement comes back sooner than this, or it was lost. */
const ANNOUNCED_WITHIN_MS = 2000;

/** Why somebody has to leave the place they are in. */
export type Eviction = typeof CLOSE.replacedByNewerConnection | typeof CLOSE.signInEnded | typeof CLOSE.kicked;

/** Where a person is: a seat, whether or not they are connected just now, or a connection that watches. */
export interface Place {
  /** The same for all connections to one seat, in whichever process, and for no other seat. */
  readonly id: string;
  readonly person: Identity;
  /** Takes the person out of it; nothing is kept for them. Must not throw. */
  evict(code: Eviction): void;
}

/** What counts no more: one login, or every token of a player whose version is below the one that counts now. */
export type Revocation =
  | { readonly playerId: string; readonly loginId: string }
  | { readonly playerId: string; readonly tokenVersion: number };

/** What of Colyseus' presence is used. */
export interface Announcements {
  subscribe(topic: string, listen: (message: never) => void): unknown;
  unsubscribe(topic: string, listen: (message: never) => void): unknown;
  publish(topic: string, message: unknown): unknown;
}

export interface LivePeopleOptions {
  readonly log: Logger;
  /** Those whose sign-in counts no more. Rejects while that cannot be looked up. */
  readonly findRevoked: (people: readonly Identity[]) => Promise<readonly Identity[]>;
  /** The time of day, in milliseconds since 1970. */
  readonly nowMs?: () => number;
}

interface Entry {
  readonly place: Place;
  readonly enteredAtMs: number;
  /** Whether the own announcement has come back: what others announce after it is newer. */
  isAnnounced: boolean;
}

interface Entrance {
  readonly playerId: string;
  readonly placeId: string;
}

/**
 * The people with a token who are in this process now. A person is in one place at a time in the whole service: all
 * processes hear of every entrance in the same order, the last one stands, and older ones give way. Who is signed out or
 * banned leaves every place at once.
 */
export class LivePeople {
  readonly #options: LivePeopleOptions;
  readonly #nowMs: () => number;
  /** By player, and within that by the id of the place. */
  readonly #entries = new Map<string, Map<string, Entry>>();
  /** Kept for as long as a token that they void would count by its own word. */
  #revocations: { readonly revocation: Revocation; readonly untilMs: number }[] = [];
  #announcements: Announcements | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LivePeopleOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  /** Begins to hear of the other processes. @param announcements reach all of them, this one included */
  async start(announcements: Announcements): Promise<void> {
    this.#announcements = announcements;
    await announcements.subscribe(ENTERED, this.#onEntered);
    await announcements.subscribe(REVOKED, this.#onRevoked);
    await announcements.subscribe(KICKED, this.#onKicked);
    this.#timer = setInterval(() => void this.recheck(), RECHECK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#announcements?.unsubscribe(ENTERED, this.#onEntered);
    await this.#announcements?.unsubscribe(REVOKED, this.#onRevoked);
    await this.#announcements?.unsubscribe(KICKED, this.#onKicked);
    this.#announcements = undefined;
  }

  /**
   * Somebody comes into a place: they leave every other one. Coming back to where they are already changes nothing. Whose
   * token was revoked meanwhile has to go at once.
   */
  enter(place: Place): void {
    const { id, person } = place;
    if (this.isRevoked(person)) return place.evict(CLOSE.signInEnded);
    if (this.#entries.get(person.playerId)?.has(id) === true) return;
    this.#add(place, false);
    const entrance: Entrance = { playerId: person.playerId, placeId: id };
    void this.#announcements?.publish(ENTERED, entrance);
  }

  /** Keeps a place of somebody who was in it before, in another process: whatever they entered since is newer. */
  keep(place: Place): void {
    this.#add(place, true);
  }

  leave({ id, person }: Pick<Place, 'id' | 'person'>): void {
    const entries = this.#entries.get(person.playerId);
    entries?.delete(id);
    if (entries?.size === 0) this.#entries.delete(person.playerId);
  }

  /** Makes tokens count no more, in every process, and ends what is played with them. */
  revoke(revocation: Revocation): void {
    this.#onRevoked(revocation);
    void this.#announcements?.publish(REVOKED, revocation);
  }

  /** Sends a player out of every place they are in, in whichever process. They stay signed in, and may come again. */
  kick(playerId: string): void {
    void this.#announcements?.publish(KICKED, { playerId });
  }

  /** Whether this process has heard that a token counts no more. */
  isRevoked(person: Identity): boolean {
    return this.#revocations.some(({ revocation }) => voids(revocation, person));
  }

  /** Looks up everybody who is here: what was announced while this process could not hear is made up for. Never rejects. */
  async recheck(): Promise<void> {
    const places = this.#places;
    if (places.length === 0) return;
    try {
      const revoked = await this.#options.findRevoked(places.map(({ person }) => person));
      for (const { loginId } of revoked) this.#evict((place) => place.person.loginId === loginId, CLOSE.signInEnded);
    } catch (error) {
      this.#options.log.debug({ err: error }, 'people not looked up');
    }
  }

  get #places(): Place[] {
    const entries = Array.from(this.#entries.values(), (each) => Array.from(each.values()));
    return entries.flat().map(({ place }) => place);
  }

  #add(place: Place, isAnnounced: boolean): void {
    const { playerId } = place.person;
    const entries = this.#entries.get(playerId) ?? new Map<string, Entry>();
    entries.set(place.id, { place, isAnnounced, enteredAtMs: this.#nowMs() });
    this.#entries.set(playerId, entries);
  }

  readonly #onEntered = ({ playerId, placeId }: Entrance): void => {
    const entries = this.#entries.get(playerId);
    if (entries === undefined) return;
    const own = entries.get(placeId);
    if (own !== undefined) own.isAnnounced = true;
    const latestMs = this.#nowMs() - ANNOUNCED_WITHIN_MS;
    for (const { place, isAnnounced, enteredAtMs } of Array.from(entries.values())) {
      const isOlder = isAnnounced || enteredAtMs < latestMs;
      if (place.id !== placeId && isOlder) this.#remove(place, CLOSE.replacedByNewerConnection);
    }
  };

  readonly #onRevoked = (revocation: Revocation): void => {
    const nowMs = this.#nowMs();
    this.#revocations = this.#revocations.filter(({ untilMs }) => untilMs > nowMs);
    this.#revocations.push({ revocation, untilMs: nowMs + ACCESS_SECONDS * 1000 });
    this.#evict(({ person }) => voids(revocation, person), CLOSE.signInEnded);
  };

  readonly #onKicked = ({ playerId }: Pick<Entrance, 'playerId'>): void => {
    this.#evict(({ person }) => person.playerId === playerId, CLOSE.kicked);
  };

  #evict(isMeant: (place: Place) => boolean, code: Eviction): void {
    for (const place of this.#places) if (isMeant(place)) this.#remove(place, code);
  }

  #remove(place: Place, code: Eviction): void {
    this.leave(place);
    place.evict(code);
  }
}

function voids(revocation: Revocation, { playerId, loginId, tokenVersion }: Identity): boolean {
  if (revocation.playerId !== playerId) return false;
  return 'loginId' in revocation ? revocation.loginId === loginId : tokenVersion < revocation.tokenVersion;
}
