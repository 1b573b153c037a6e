import { SyntaxKind, type MatchPayload, type Node } from 'obscenity';
import type { WordList } from './parseWordList.ts';
import { leetLetterOf, letterOf, seenText, smallOf, type SeenText } from './seenText.ts';

type Pattern = WordList['blocked'][number];
type Span = Pick<MatchPayload, 'startIndex' | 'endIndex' | 'matchLength'>;

interface OwnWord {
  readonly termId: number;
  readonly nodes: readonly Node[];
  /** Letters of it, none twice in a row, that a text has to have as well. */
  readonly core: string;
  /** Whether it counts only where a word begins, or ends. */
  readonly edges: { readonly isStart: boolean; readonly isEnd: boolean };
  /** Whether digits and signs of a text may stand for its letters; a word that has some of its own means those. */
  readonly isOfLetters: boolean;
}

/**
 * The words of a host, in whatever language: thousands, of which a text has hardly ever one, so it is looked at closely only for those whose letters
 * it has. obscenity's own matcher holds what it makes of a text against patterns as they were written: it would
 * find none with an accent, a digit, a doubled letter or a letter that is not Latin.
 */
export class OwnWords {
  readonly #words: readonly OwnWord[];
  readonly #allowed: readonly RegExp[];

  /** @param firstId of the first blocked word; the others count on */
  constructor({ blocked, allowed }: WordList, firstId: number) {
    this.#words = blocked.map((pattern, index) => compile(pattern, firstId + index));
    this.#allowed = allowed.map((term) => new RegExp(escape(term), 'gu'));
  }

  /** Where they stand in a text, however they are spelled there, but for those within what is allowed. */
  find(text: string): MatchPayload[] {
    const plain = seenText(text, letterOf);
    const leet = seenText(text, leetLetterOf);
    const cores = { plain: withoutRepeats(plain.text), leet: withoutRepeats(leet.text) };
    const found = this.#words
      .filter(({ core, isOfLetters }) => (isOfLetters ? cores.leet : cores.plain).includes(core))
      .flatMap(({ termId, nodes, edges, isOfLetters }) =>
        findAll(isOfLetters ? leet : plain, regExpOf(nodes, isOfLetters ? leetLetterOf : letterOf), text)
          .filter((span) => hasEdges(span, edges, text))
          .map((span) => ({ ...span, termId })),
      );
    if (found.length === 0) return found;
    const small = seenText(text, smallOf);
    const spared = this.#allowed.flatMap((term) => findAll(small, term, text));
    return found.filter((span) => !spared.some((other) => isWithin(span, other)));
  }
}

function findAll({ text, starts }: SeenText, regExp: RegExp, original: string): Span[] {
  return Array.from(text.matchAll(regExp), ({ 0: found, index }) => {
    const last = starts[index + found.length - 1]!;
    const isPair = original.codePointAt(last)! > 0xffff;
    return { startIndex: starts[index]!, endIndex: isPair ? last + 1 : last, matchLength: Array.from(found).length };
  });
}

/** Looked at in the text as it was written, where a sign stands for no letter: most words end before one. */
function hasEdges({ startIndex, endIndex }: Span, { isStart, isEnd }: OwnWord['edges'], original: string): boolean {
  if (isStart && /[\p{L}\p{N}]\p{M}*$/u.test(original.slice(0, startIndex))) return false;
  return !isEnd || !/^\p{M}*[\p{L}\p{N}]/u.test(original.slice(endIndex + 1));
}

function isWithin(one: Span, other: Span): boolean {
  return other.startIndex <= one.startIndex && one.endIndex <= other.endIndex;
}

function compile(pattern: Pattern, termId: number): OwnWord {
  const { nodes, requireWordBoundaryAtStart: isStart, requireWordBoundaryAtEnd: isEnd } = pattern;
  const isOfLetters = nodes.flatMap(charsOf).every((code) => letterOf(code) === leetLetterOf(code));
  const see = isOfLetters ? leetLetterOf : letterOf;
  const core = nodes.reduce((longest, node) => longerOf(longest, coreOf(node, see)), '');
  return { termId, nodes, core, edges: { isStart, isEnd }, isOfLetters };
}

function longerOf(one: string, other: string): string {
  return other.length > one.length ? other : one;
}

function coreOf(node: Node, see: (code: number) => number | undefined): string {
  return node.kind === SyntaxKind.Literal ? withoutRepeats(String.fromCodePoint(...lettersOf(node.chars, see))) : '';
}

function lettersOf(chars: readonly number[], see: (code: number) => number | undefined): number[] {
  return chars.map(see).filter((code) => code !== undefined);
}

function withoutRepeats(text: string): string {
  return text.replace(/(.)\1+/gsu, '$1');
}

function charsOf(node: Node): readonly number[] {
  if (node.kind === SyntaxKind.Optional) return charsOf(node.childNode);
  return node.kind === SyntaxKind.Literal ? node.chars : [];
}

function regExpOf(nodes: readonly Node[], see: (code: number) => number | undefined): RegExp {
  return new RegExp(nodes.map((node) => sourceOf(node, see)).join(''), 'gsu');
}

/** A letter may be repeated: as often as the word has it, or more. But for one that may be missing: too many ways to read a text take too long. */
function sourceOf(node: Node, see: (code: number) => number | undefined, more = '+'): string {
  if (node.kind === SyntaxKind.Wildcard) return '.';
  if (node.kind === SyntaxKind.Optional) return `(?:${sourceOf(node.childNode, see, '')})?`;
  const letters = lettersOf(node.chars, see);
  return letters
    .map((code, at) => escape(String.fromCodePoint(code)) + (code === letters[at + 1] ? '' : more))
    .join('');
}

function escape(text: string): string {
  return Array.from(text, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`).join('');
}
