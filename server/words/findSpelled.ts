/** Letters or digits by themselves, three at the least, with one to three signs or spaces between them. */
const SPELLED =
  /(?<![\p{L}\p{N}]\p{M}*)(?:[\p{L}\p{N}]\p{M}*[^\p{L}\p{N}\p{M}]{1,3}){2,}[\p{L}\p{N}]\p{M}*(?![\p{L}\p{N}\p{M}])/gu;

/** A word that is spelled in a text, letter by letter, and where. */
export interface SpelledWord {
  readonly word: string;
  readonly startIndex: number;
  /** Of its last code unit. */
  readonly endIndex: number;
}

/** Finds what is written as `w o r d` or `w.o.r.d`. */
export function findSpelled(text: string): SpelledWord[] {
  return Array.from(text.matchAll(SPELLED), ({ 0: spelled, index }) => ({
    word: spelled.replace(/[^\p{L}\p{N}\p{M}]/gu, ''),
    startIndex: index,
    endIndex: index + spelled.length - 1,
  }));
}
