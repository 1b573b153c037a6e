import { resolveConfusablesTransformer, resolveLeetSpeakTransformer } from 'obscenity';

const confusables = resolveConfusablesTransformer();
const leet = resolveLeetSpeakTransformer();

const FIRST_MARK = 0x300;

/** Accents, strokes, circles and the like, which are set on letters of any script. */
const SET_ON_LETTERS = /[\p{Script=Inherited}\p{Me}\u0483-\u0487]/u;

/** A text as it is compared with others, and where in the original it stands. */
export interface SeenText {
  readonly text: string;
  /** For each code unit of `text`, where the character of the original begins that it was made of. */
  readonly starts: readonly number[];
}

/** What each character of a text is taken for. @param see gives undefined for one that is overlooked */
export function seenText(original: string, see: (code: number) => number | undefined): SeenText {
  const starts: number[] = [];
  let text = '';
  let start = 0;
  for (const character of original) {
    const seen = see(character.codePointAt(0)!);
    if (seen !== undefined) text += String.fromCodePoint(seen);
    while (starts.length < text.length) starts.push(start);
    start += character.length;
  }
  return { text, starts };
}

export function smallOf(code: number): number {
  return String.fromCodePoint(code).toLowerCase().codePointAt(0)!;
}

/** A mark on the letter before makes it no other letter for whoever reads it; vowels that some scripts write as marks do. */
function overlookMark(code: number): number | undefined {
  return code >= FIRST_MARK && SET_ON_LETTERS.test(String.fromCodePoint(code)) ? undefined : code;
}

/** The small letter that a character is taken for, of the Latin alphabet where there is one. */
export function letterOf(code: number): number | undefined {
  const seen = overlookMark(code);
  return seen && smallOf(confusables.transform(smallOf(seen)) ?? seen);
}

/** The same, with digits and signs for the letters that they stand for in leet. */
export function leetLetterOf(code: number): number | undefined {
  const letter = letterOf(code);
  return letter && (leet.transform(letter) ?? letter);
}
