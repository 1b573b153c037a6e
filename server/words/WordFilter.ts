import {
  asteriskCensorStrategy,
  englishDataset,
  englishRecommendedTransformers,
  RegExpMatcher,
  TextCensor,
} from 'obscenity';
import type { WordList } from './parseWordList.ts';

const censor = new TextCensor().setStrategy(asteriskCensorStrategy());
const english = englishDataset.build();

/** Finds words nobody should have to read, also when they are spelled with signs and letters that look alike. */
export class WordFilter {
  readonly #matcher: RegExpMatcher;

  /** @param list beside the English words that obscenity knows */
  constructor({ blocked, allowed }: WordList) {
    const own = blocked.map((pattern, index) => ({ id: english.blacklistedTerms.length + index, pattern }));
    this.#matcher = new RegExpMatcher({
      blacklistedTerms: [...english.blacklistedTerms, ...own],
      whitelistedTerms: [...(english.whitelistedTerms ?? []), ...allowed],
      ...englishRecommendedTransformers,
    });
  }

  isClean(text: string): boolean {
    return !this.#matcher.hasMatch(text);
  }

  /** The text with an asterisk in place of each letter of what should not be read. */
  censor(text: string): string {
    return censor.applyTo(text, this.#matcher.getAllMatches(text));
  }
}
