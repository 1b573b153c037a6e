import { nameKey } from './nameKey.ts';

const MAX_CHARACTERS = 16;

/**
 * Control, format (zero width, bidirectional marks), surrogate, private and unassigned characters, and the few
 * letters and symbols that are drawn as nothing: Hangul fillers and the empty Braille cell.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u115F\u1160\u3164\uFFA0\u2800]/gu;

/** More than two marks on one letter climb over the neighbouring lines. */
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu;

/**
 * Makes a name presentable: normalised (NFKC), without unseen characters, single spaces, at most 16 characters.
 * @param wish whatever the client sent
 * @param guestNumber names those who wish for nothing that can be shown
 */
export function presentableName(wish: unknown, guestNumber: number): string {
  const text = typeof wish === 'string' ? wish.slice(0, 256) : '';
  const seen = text.normalize('NFKC').replace(/\s+/gu, ' ').replace(UNSEEN, '').replace(STACKED_MARKS, '$1');
  const name = cut(seen.replace(/ +/gu, ' ').trim(), MAX_CHARACTERS);
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

/** The first characters (not code units) of a text, without a space at the end. */
function cut(text: string, characters: number): string {
  return Array.from(text).slice(0, characters).join('').trimEnd();
}
