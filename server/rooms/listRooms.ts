import { matchMaker } from '@colyseus/core';
import type { ModeId } from '../../shared/defs/modes.ts';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';
import { countPlayers } from './countPlayers.ts';

/** As many as a page shows; nobody reads further. */
const MOST_ROOMS = 100;

/** A public match, as listings show it. */
export interface ListedRoom {
  readonly roomId: string;
  readonly mode: string;
  readonly map: string;
  readonly players: number;
  readonly maxPlayers: number;
}

/** The public matches of all processes, the fullest first, and no more than a page shows. @throws when the store is away */
export async function listRooms(mode?: ModeId): Promise<ListedRoom[]> {
  const conditions = { name: ROOM_ARENA, private: false, ...(mode === undefined ? {} : { mode }) };
  const rooms = (await matchMaker.query(conditions, { clients: -1 })).map((listing) => {
    const { mode, map } = listing.metadata as { readonly mode: string; readonly map: string };
    const { players, maxPlayers } = countPlayers(listing);
    return { roomId: listing.roomId, mode, map, players, maxPlayers };
  });
  return rooms.toSorted((one, other) => other.players - one.players).slice(0, MOST_ROOMS);
}
