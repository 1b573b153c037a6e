import type { Client } from '@colyseus/core';
import type { Services } from '../services.ts';
import { personOf, type PartyMate } from './SeatOwners.ts';

/**
 * Says who has come for a seat that was promised to them, as `personOf`. Whether they are let in or not, the promise is kept with it: they
 * may ask for another seat at once.
 */
export function greet(
  client: Pick<Client, 'auth'>,
  { pendingSeats }: Pick<Services, 'pendingSeats'>,
): PartyMate | undefined {
  const person = personOf(client);
  if (person !== undefined) void pendingSeats.taken(person.playerId);
  return person;
}
