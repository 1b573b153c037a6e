import type { Identity } from '../accounts/AccessTokens.ts';
import type { Matchmaking } from './createGate.ts';
import type { PendingSeats } from './PendingSeats.ts';

/** Matchmaking that promises each person one seat at a time. Whoever comes without a token is nobody it could count. */
export function reserveForPerson(
  matchmaking: Matchmaking,
  pending: PendingSeats,
  onRefusal: (waitSeconds: number) => void,
): Matchmaking {
  const onePerson = <Seat>(person: Identity | undefined, reserve: () => Promise<Seat>): Promise<Seat> =>
    person === undefined ? reserve() : pending.reserve(person.playerId, reserve, onRefusal);
  return {
    ...matchmaking,
    joinOrCreate: (roomName, options, auth) =>
      onePerson(auth?.person, () => matchmaking.joinOrCreate(roomName, options, auth)),
    joinById: (roomId, options, auth) => onePerson(auth?.person, () => matchmaking.joinById(roomId, options, auth)),
    openParty: (options, auth) => onePerson(auth?.person, () => matchmaking.openParty(options, auth)),
    watch: (choice, options, person) => onePerson(person, () => matchmaking.watch(choice, options, person)),
  };
}
