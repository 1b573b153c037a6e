import { matchMaker } from '@colyseus/core';
import { ROOM_PARTY } from '../../shared/net/protocol.ts';
import { readParty } from './PartyRecord.ts';

const reviving = new Map<string, Promise<boolean>>();

/**
 * Opens the room of a party anew whose members were all away, or whose process ended; once, however many come back at a time.
 * @returns false when nothing is known of such a party
 */
export function reviveParty(code: string): Promise<boolean> {
  const present = reviving.get(code);
  if (present !== undefined) return present;
  const revival = revive(code).finally(() => reviving.delete(code));
  reviving.set(code, revival);
  return revival;
}

async function revive(code: string): Promise<boolean> {
  if ((await readParty(code, matchMaker.presence)) === undefined) return false;
  // Of two processes that do so at once one finds the other's listing, and gives its own up.
  await matchMaker.handleCreateRoom(ROOM_PARTY, {}, undefined, code);
  return true;
}
