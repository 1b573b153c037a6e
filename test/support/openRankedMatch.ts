import { matchMaker } from '@colyseus/core';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import { Muster } from '../../server/rooms/Muster.ts';
import type { Services } from '../../server/services.ts';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';

const ROOM_ID = '7K3QZM4XWV';

/** A room as the matchmaker opens it for people whom it has called. */
export interface RankedMatch {
  readonly roomId: string;
  readonly muster: Muster;
}

/** Opens the room of a ranked match, a duel if each side is one; one at a time. */
export async function openRankedMatch(
  { plans }: Pick<Services, 'plans'>,
  ...sides: readonly [readonly SignIn[], readonly SignIn[]]
): Promise<RankedMatch> {
  const called = sides.flatMap((side, index) =>
    side.map(({ player }) => ({ playerId: player.id, team: index + 1, waitedMs: 0 })),
  );
  const muster = new Muster({ called, arrived: [] });
  const mode = called.length === 2 ? 'duel' : 'teamDeathmatch';
  plans.add(ROOM_ID, { kind: 'ranked', mode, map: 'foundry', muster });
  await matchMaker.handleCreateRoom(ROOM_ARENA, {}, undefined, ROOM_ID);
  return { roomId: ROOM_ID, muster };
}
