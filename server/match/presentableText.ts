/** Of a text that is sent only so much is looked at, for each character that may be shown. */
const MOST_UNITS_PER_CHARACTER = 16;

/**
 * Control, format (zero width, bidirectional marks), surrogate, private and unassigned characters, and what is drawn as nothing though it is a
 * letter, a mark or a symbol: fillers, joiners and selectors of variants, and the empty Braille cell.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/gu;

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
