import type { Client } from '@colyseus/core';
import type { Identity } from '../accounts/AccessTokens.ts';
import type { Eviction, LivePeople, Place } from '../accounts/LivePeople.ts';
import type { RosterEntry } from '../survival/RoomSnapshot.ts';

/** A socket follows the answer that lets somebody back in within this, on the slowest line. */
const RETURN_WITHIN_MS = 10_000;

export interface SeatOwnersOptions {
  readonly roomId: string;
  readonly people: Pick<LivePeople, 'enter' | 'keep' | 'leave'>;
  /** Of a room that was adopted; else empty. */
  readonly roster: readonly RosterEntry[];
  /** Takes somebody out of their seat. */
  readonly evict: (sessionId: string, code: Eviction) => void;
  /** A clock that only goes forward. */
  readonly nowMs?: () => number;
}

/** Somebody to whom a seat was promised together with others of their party, which stands in for their asking for it. */
export interface PartyMate extends Identity {
  /** See `Seat.party`. */
  readonly party?: string;
}

/**
 * Who came in, as their token or their party said when they asked for the seat; undefined for whoever came without one, of whom
 * Colyseus says `true`. Nothing of it was in the options of a client.
 */
export function personOf({ auth }: Pick<Client, 'auth'>): PartyMate | undefined {
  return typeof auth === 'object' ? ((auth ?? undefined) as PartyMate | undefined) : undefined;
}

/** Whose the sessions of a room are, as far as they came with a token; such a seat opens again to its owner alone. */
export class SeatOwners {
  readonly #options: SeatOwnersOptions;
  readonly #nowMs: () => number;
  readonly #places = new Map<string, Place>();
  /** Until when the socket of somebody is awaited who has shown that a seat is theirs. */
  readonly #returning = new Map<string, number>();

  constructor(options: SeatOwnersOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
    for (const { sessionId, person } of options.roster) {
      if (person !== undefined) options.people.keep(this.#placeOf(sessionId, person));
    }
  }

  /** Whose a seat is; undefined when nobody knows. */
  ownerOf(sessionId: string): Identity | undefined {
    return this.#places.get(sessionId)?.person;
  }

  /** A client has come in, or back. They leave every other place they have. */
  enter(client: Pick<Client, 'sessionId' | 'auth'>): void {
    const person = personOf(client);
    if (person === undefined) return;
    const { sessionId } = client;
    this.#options.people.enter(this.#places.get(sessionId) ?? this.#placeOf(sessionId, person));
  }

  /**
   * Whether somebody may ask for their seat back; notes that they come, when they may.
   * @param playerId as their token says; undefined for whoever came without one
   */
  admit(sessionId: string, playerId: string | undefined): boolean {
    const owner = this.ownerOf(sessionId);
    if (owner === undefined) return true;
    if (owner.playerId !== playerId) return false;
    this.#returning.set(sessionId, this.#nowMs() + RETURN_WITHIN_MS);
    return true;
  }

  /** Whether a socket that shows what opens a seat may have it: only after its owner asked, since a socket bears no token. */
  isAwaited(sessionId: string): boolean {
    return this.ownerOf(sessionId) === undefined || (this.#returning.get(sessionId) ?? -Infinity) > this.#nowMs();
  }

  /** The seat is nobody's any more. */
  forget(sessionId: string): void {
    const place = this.#places.get(sessionId);
    if (place !== undefined) this.#options.people.leave(place);
    this.#places.delete(sessionId);
    this.#returning.delete(sessionId);
  }

  #placeOf(sessionId: string, person: Identity): Place {
    const { roomId, evict } = this.#options;
    const place: Place = { id: `${roomId}:${sessionId}`, person, evict: (code) => evict(sessionId, code) };
    this.#places.set(sessionId, place);
    return place;
  }
}
