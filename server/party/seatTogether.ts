import { matchMaker, type IRoomCache } from '@colyseus/core';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';
import type { GrantedSeat } from '../../shared/net/askForSeat.ts';
import type { ToParty } from '../../shared/net/messages.ts';
import type { Identity } from '../accounts/AccessTokens.ts';
import { openPrivateRoom } from '../rooms/openPrivateRoom.ts';
import type { RoomPlans } from '../rooms/RoomPlans.ts';
import type { PartyMate } from '../rooms/SeatOwners.ts';

/** Matches that are tried before a new one begins: between the look and the seat others may come. */
const MOST_TRIES = 3;

/** Those of a party who are here. */
export interface SeatSeekers {
  /** Of the party. */
  readonly code: string;
  readonly people: readonly Identity[];
}

/**
 * Promises the members of a party seats in one and the same match: the fullest public one that has room for all, a new one, or
 * a private one. Seats that were promised where there was not room for all in the end lapse by themselves. Seats of
 * a public match bear the party (TM7); those of a private one do not, for there its members may well play against each other.
 * @returns the seats in the order of the people
 * @throws as matchmaking, when there is no match for them
 */
export async function seatTogether(
  { code, people }: SeatSeekers,
  wish: ToParty['play'],
  plans: RoomPlans,
): Promise<readonly GrantedSeat[]> {
  const { mode, map, rules } = wish;
  if (rules !== undefined) return seatAll(people, await openPrivateRoom({ mode, map, rules, isAwaited: false }, plans));
  const mates = people.map((person): PartyMate => ({ ...person, party: code }));
  for (const room of await findRooms(mates.length, wish)) {
    try {
      return await seatAll(mates, room);
    } catch {
      // Somebody was quicker, or it is gone: the next may do.
    }
  }
  return seatAll(mates, await matchMaker.createRoom(ROOM_ARENA, { mode, map }));
}

async function findRooms(seats: number, { mode, map }: ToParty['play']): Promise<IRoomCache[]> {
  const open = { name: ROOM_ARENA, locked: false, private: false, mode, map };
  const rooms = await matchMaker.query(open, { clients: -1 });
  return rooms.filter(({ clients, maxClients }) => maxClients - clients >= seats).slice(0, MOST_TRIES);
}

/** One after the other: they share one listing. */
async function seatAll(people: readonly PartyMate[], room: IRoomCache): Promise<readonly GrantedSeat[]> {
  const seats: GrantedSeat[] = [];
  for (const person of people) {
    const seat = await matchMaker.reserveSeatFor(room, { name: person.name }, person);
    seats.push(seat as GrantedSeat);
  }
  return seats;
}
