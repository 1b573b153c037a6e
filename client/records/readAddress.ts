import { RANKED_MODES, type RankedMode } from '../../shared/defs/ranked.ts';

/** Which record an address asks for. */
export type RecordAddress =
  | { readonly page: 'leaderboard'; readonly mode: RankedMode }
  | { readonly page: 'player'; readonly id: string }
  | { readonly page: 'match'; readonly id: string }
  | { readonly page: 'unknown' };

/**
 * Reads `/leaderboard?mode=`, `/players/<id>` and `/matches/<id>`.
 * @param path begins with a slash; one slash at its end makes no difference
 * @param query as `location.search` gives it
 */
export function readAddress(path: string, query: string): RecordAddress {
  const [kind, id, ...more] = path.replace(/^\/|\/$/g, '').split('/');
  if (kind === 'leaderboard' && id === undefined) return { page: 'leaderboard', mode: readMode(query) };
  if (id === undefined || id === '' || more.length > 0) return { page: 'unknown' };
  if (kind === 'players') return { page: 'player', id };
  if (kind === 'matches') return { page: 'match', id };
  return { page: 'unknown' };
}

function readMode(query: string): RankedMode {
  const wished = new URLSearchParams(query).get('mode');
  return RANKED_MODES.find((id) => id === wished) ?? RANKED_MODES[0]!;
}
