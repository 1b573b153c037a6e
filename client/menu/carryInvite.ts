/** Puts the invite of the match one is in into the address, which is its link then; takes it out when there is none. */
export function carryInvite(invite: string | undefined): void {
  const url = new URL(location.href);
  if (invite === undefined) url.searchParams.delete('invite');
  else url.searchParams.set('invite', invite);
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}

/** The id of the room an invite leads to, when it is spelled as the server spells it. */
export function roomOfInvite(invite: string): string {
  return invite.toUpperCase().replaceAll(/[\s-]/g, '');
}
