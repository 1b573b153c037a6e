import { nameKey } from '../match/nameKey.ts';
import { presentableName } from '../match/playerName.ts';

/** The key of the account that somebody means, in whatever spelling they type its name: what finds it, and what tries at it count under. */
export function accountKey(typed: string): string {
  return nameKey(presentableName(typed, 0));
}
