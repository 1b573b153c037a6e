import { nameKey } from './nameKey.ts';
import { cut, presentableText } from './presentableText.ts';

const MAX_CHARACTERS = 16;

/**
 * Makes a name presentable: normalised (NFKC), without unseen characters, single spaces, at most 16 characters.
 * @param wish whatever the client sent
 * @param guestNumber names those who wish for nothing that can be shown
 */
export function presentableName(wish: unknown, guestNumber: number): string {
  const name = typeof wish === 'string' ? presentableText(wish, MAX_CHARACTERS) : '';
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(name) ? name : `Guest-${guestNumber}`;
}

/** The name, or the name with the first free number behind it when others bear one that looks the same (`nameKey`). */
export function distinctName(name: string, taken: Iterable<string>): string {
  const others = new Set(Array.from(taken, nameKey));
  if (!others.has(nameKey(name))) return name;
  for (let number = 2; ; number++) {
    const suffix = ` ${number}`;
    const candidate = cut(name, MAX_CHARACTERS - suffix.length) + suffix;
    if (!others.has(nameKey(candidate))) return candidate;
  }
}
