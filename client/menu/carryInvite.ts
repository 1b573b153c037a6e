/** What of the address leads others to where one is. */
export type Invite = 'invite' | 'party';

/** Puts the code of the match or party one is in into the address, which is its link then; takes it out when there is none. */
export function carryInvite(kind: Invite, code: string | undefined): void {
  const url = new URL(location.href);
  if (code === undefined) url.searchParams.delete(kind);
  else url.searchParams.set(kind, code);
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}

/** The id of the room an invite leads to, when it is spelled as the server spells it. */
export function roomOfInvite(invite: string): string {
  return invite.toUpperCase().replaceAll(/[\s-]/g, '');
}

/** Codes of parties are shorter than those of matches. */
export function leadsToParty(code: string): boolean {
  return roomOfInvite(code).length === PARTY_CODE_LENGTH;
}

const PARTY_CODE_LENGTH = 8;
