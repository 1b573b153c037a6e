import type { Client, Room } from '@colyseus/core';

/**
 * What of Colyseus' rooms is not public, and is leaned on all the same to open seats in a room that was adopted
 * and to tell spectators from players before either has a seat. `test/contract/seatInternals.test.ts` fails when any of it changes.
 */
interface RoomInternals {
  readonly _reconnections: Record<
    string,
    [sessionId: string, return_: PromiseLike<unknown> & { reject(reason: unknown): void }]
  >;
  readonly _listing: { clients: number };
  _reserveSeat(sessionId: string, options: unknown, ...rest: unknown[]): Promise<boolean>;
}

/** A seat that waits for somebody: the token that opens it, and what `client.auth` of them is to be. */
export interface HeldSeat {
  readonly sessionId: string;
  readonly token: string;
  readonly auth: unknown;
}

/**
 * Holds a seat for somebody who was connected to another process, as `allowReconnection` does for those who were connected
 * to this one. Resolves when they are back; rejects when the time is over.
 */
export async function holdSeat(room: Room, seat: HeldSeat, seconds: number): Promise<void> {
  const { sessionId, token, auth } = seat;
  const absent = { sessionId, reconnectionToken: token, auth, userData: undefined, view: undefined };
  try {
    await room.allowReconnection(absent as unknown as Client, seconds);
  } finally {
    // Colyseus clears the seat away in steps of its own after this one.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/**
 * A client that Colyseus takes for one that has joined: it keeps no seat for those who were let in, but went
 * before they could say that they know.
 */
export function asJoined(client: Client): Client {
  return new Proxy(client, {
    get: (target, key) => (key === '_enqueuedMessages' ? undefined : Reflect.get(target, key)),
  });
}

/** Ends the wait for somebody whose seat is held for this token, as if its time were over. */
export function giveUpSeat(room: Room, heldToken: string): void {
  (room as unknown as RoomInternals)._reconnections[heldToken]?.[1].reject(false);
}

/** Lets a second token open a seat that is held for `heldToken`, for as long as it is. */
export function openSeatAlsoTo(room: Room, heldToken: string, token: string): void {
  const { _reconnections: held } = room as unknown as RoomInternals;
  const seat = held[heldToken];
  if (seat === undefined || held[token] !== undefined) return;
  held[token] = seat;
  const forget = () => void delete held[token];
  seat[1].then(forget, forget);
}

/** Lists a room with so many people more, or fewer, and full or not accordingly: Colyseus counts only those it saw come. */
export function listSeats(room: Room, change: number): void {
  (room as unknown as RoomInternals)._listing.clients += change;
  // Setting it is what makes Colyseus count again, and publish.
  room.maxClients = Number(room.maxClients);
}

/**
 * Has `admit` asked right before a room promises somebody a seat, within the same step: what it changes of the room holds
 * for that seat already.
 * @param admit told the session and what its client asked matchmaking for; gives false for no seat
 */
export function screenReservations(room: Room, admit: (sessionId: string, options: unknown) => boolean): void {
  const internals = room as unknown as RoomInternals;
  const reserve = internals._reserveSeat.bind(room);
  internals._reserveSeat = async (sessionId, options, ...rest) =>
    admit(sessionId, options) && reserve(sessionId, options, ...rest);
}
