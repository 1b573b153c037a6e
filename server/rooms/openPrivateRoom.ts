import { matchMaker, type IRoomCache } from '@colyseus/core';
import { ROOM_ARENA } from '../../shared/net/protocol.ts';
import { makeInviteCode } from '../matchmaking/inviteCode.ts';
import type { RoomPlan, RoomPlans } from './RoomPlans.ts';

/** What may be chosen of a match among friends. */
export type PrivateMatch = Omit<Extract<RoomPlan, { readonly kind: 'private' }>, 'kind'>;

/**
 * Opens a match in this process that only those find who know its id, which is its invite code.
 * @throws as `openRoom`, when the process can take no more
 */
export async function openPrivateRoom(
  { mode, map, rules, isAwaited }: PrivateMatch,
  plans: RoomPlans,
): Promise<IRoomCache> {
  const roomId = makeInviteCode();
  plans.add(roomId, { kind: 'private', mode, map, rules, isAwaited });
  try {
    return await matchMaker.handleCreateRoom(ROOM_ARENA, { mode, map }, undefined, roomId);
  } finally {
    plans.take(roomId);
  }
}
