import type { IRoomCache } from '@colyseus/core';

/** Who is in a room, as its listing tells: Colyseus counts players and spectators as one, and their seats too. */
export function countPlayers({ clients, maxClients, metadata }: IRoomCache): {
  readonly players: number;
  readonly maxPlayers: number;
  readonly spectators: number;
} {
  // Listings of other processes may be of a build that knew of no spectators.
  const spectators = (metadata as { readonly spectators?: number } | undefined)?.spectators ?? 0;
  return { players: clients - spectators, maxPlayers: maxClients - spectators, spectators };
}
