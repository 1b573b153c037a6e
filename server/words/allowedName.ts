import { presentableName } from '../match/playerName.ts';
import type { WordWatch } from './WordWatch.ts';

/** The wish for a name, or undefined when others should not have to read what would be shown of it. */
export function allowedName(wish: unknown, words: Pick<WordWatch, 'isClean'>): unknown {
  return words.isClean(presentableName(wish, 0)) ? wish : undefined;
}
