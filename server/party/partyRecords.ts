import { matchMaker } from '@colyseus/core';
import type { PartySnapshot } from './Party.ts';

/** So long a party can be come back to when nobody is there. */
const KEPT_SECONDS = 3600;

/** What is known of a party under a code, in this process or another; undefined when there is none, or the store is away. */
export async function readParty(code: string): Promise<PartySnapshot | undefined> {
  try {
    const json = await matchMaker.presence.get(keyOf(code));
    return typeof json === 'string' ? (JSON.parse(json) as PartySnapshot) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a party down, so that it outlives its room and its process. Nobody waits for it: a party plays on without. */
export async function writeParty(code: string, party: PartySnapshot): Promise<void> {
  const { presence } = matchMaker;
  try {
    if (party.members.length === 0) presence.del(keyOf(code));
    else await presence.setex(keyOf(code), JSON.stringify(party), KEPT_SECONDS);
  } catch {
    // The store is away, which is told of elsewhere; the next change writes all of it again.
  }
}

function keyOf(code: string): string {
  return `fracas:party:${code}`;
}
