import type { Room } from '@colyseus/core';
import type { Match } from '../match/Match.ts';
import type { ArenaTypes } from './ArenaTypes.ts';

/** Lists a room as its match is now. Seats of spectators come on top of those of the players. */
export function describeRoom(
  room: Room<ArenaTypes>,
  { world, mapId, maxPeople }: Match,
  { count }: { readonly count: number },
): void {
  const metadata = { mode: world.mode, map: mapId, spectators: count };
  void room.setMatchmaking({ metadata, maxClients: maxPeople + count });
}
