import { matchMaker } from '@colyseus/core';
import type { SignIn } from '../../server/accounts/Accounts.ts';
import type { Muster } from '../../server/rooms/Muster.ts';
import type { Services } from '../../server/services.ts';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';

const ROOM_ID = '7K3QZM4XWV';

/** A room as the matchmaker opens it for a duel of two whom it has called. */
export interface RankedDuel {
  readonly roomId: string;
  readonly muster: Muster;
}

/** Opens the room of a ranked duel for two people; one at a time. */
export async function openRankedDuel(
  { plans }: Pick<Services, 'plans'>,
  one: SignIn,
  other: SignIn,
): Promise<RankedDuel> {
  const teams = new Map([
    [one.player.id, 1],
    [other.player.id, 2],
  ]);
  const muster: Muster = { teams, arrived: new Set(), isCalledOff: false };
  plans.add(ROOM_ID, { kind: 'ranked', mode: 'duel', map: 'foundry', muster });
  await matchMaker.handleCreateRoom(ROOM_ARENA, {}, undefined, ROOM_ID);
  return { roomId: ROOM_ID, muster };
}
