/** Of a text that is sent only so much is looked at, for each character that may be shown. */
const MOST_UNITS_PER_CHARACTER = 16;

/**
 * Control, format (zero width, bidirectional marks), surrogate, private and unassigned characters, and the few
 * letters and symbols that are drawn as nothing: Hangul fillers and the empty Braille cell.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u115F\u1160\u3164\uFFA0\u2800]/gu;

/** More than two marks on one letter climb over the neighbouring lines. */
const STACKED_MARKS = /(\p{M}{2})\p{M}+/gu;

/** A text from somebody as others may be shown it: normalised (NFKC), without unseen characters, single spaces, and not too long. */
export function presentableText(text: string, maxCharacters: number): string {
  const start = text.slice(0, maxCharacters * MOST_UNITS_PER_CHARACTER);
  const seen = start.normalize('NFKC').replace(/\s+/gu, ' ').replace(UNSEEN, '').replace(STACKED_MARKS, '$1');
  return cut(seen.replace(/ +/gu, ' ').trim(), maxCharacters);
}

/** The first characters (not code units) of a text, without a space at the end. */
export function cut(text: string, characters: number): string {
  return Array.from(text).slice(0, characters).join('').trimEnd();
}
