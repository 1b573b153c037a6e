import { make } from '../hud/dom.ts';

/** A link to a page of records. */
function makeLink(href: string, text: string): HTMLAnchorElement {
  const link = make('a', { text });
  link.href = href;
  return link;
}

export function linkToPlayer({ id, name }: { readonly id: string; readonly name: string }): HTMLAnchorElement {
  return makeLink(pathOfPlayer(id), name);
}

export function pathOfPlayer(id: string): string {
  return `/players/${encodeURIComponent(id)}`;
}

export function linkToMatch(id: string, text: string): HTMLAnchorElement {
  return makeLink(`/matches/${encodeURIComponent(id)}`, text);
}

export function linkToLeaderboard(mode: string, text: string): HTMLAnchorElement {
  return makeLink(`/leaderboard?mode=${encodeURIComponent(mode)}`, text);
}

/** The file that `npm run replay -- verify` reads. */
export function linkToReplay(matchId: string): HTMLAnchorElement {
  const link = makeLink(`/api/matches/${encodeURIComponent(matchId)}/replay`, 'Download the replay');
  link.download = `${matchId}.replay`;
  return link;
}
