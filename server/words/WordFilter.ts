import {
  asteriskCensorStrategy,
  createSimpleTransformer,
  englishDataset,
  englishRecommendedTransformers,
  RegExpMatcher,
  TextCensor,
  type MatchPayload,
} from 'obscenity';
import { OwnWords } from './OwnWords.ts';
import type { WordList } from './parseWordList.ts';
import { findSpelled } from './findSpelled.ts';

const censor = new TextCensor().setStrategy(asteriskCensorStrategy());
const english = englishDataset.build();
/** No English word is written with any. */
const overlookMarks = createSimpleTransformer((code) => (/\p{M}/u.test(String.fromCodePoint(code)) ? undefined : code));
const { blacklistMatcherTransformers: readers = [], whitelistMatcherTransformers } = englishRecommendedTransformers;

/** Finds words nobody should have to read, also when they are spelled with signs and letters that look alike. */
export class WordFilter {
  readonly #english: RegExpMatcher;
  readonly #own: OwnWords;

  /** @param list beside the English words that obscenity knows */
  constructor({ blocked, allowed: ownAllowed }: WordList) {
    const allowed = [...(english.whitelistedTerms ?? []), ...ownAllowed];
    this.#own = new OwnWords({ blocked, allowed }, english.blacklistedTerms.length);
    this.#english = new RegExpMatcher({
      ...english,
      whitelistedTerms: allowed,
      blacklistMatcherTransformers: [overlookMarks, ...readers],
      whitelistMatcherTransformers,
    });
  }

  isClean(text: string): boolean {
    return this.#find(text).length === 0;
  }

  /** The text with an asterisk in place of each letter of what should not be read. */
  censor(text: string): string {
    return censor.applyTo(text, this.#find(text));
  }

  #find(text: string): MatchPayload[] {
    const spelled = findSpelled(text).filter(({ word }) => this.#findWhole(word).length > 0);
    const asOne = spelled.map((span): MatchPayload => ({
      ...span,
      termId: -1,
      matchLength: span.endIndex + 1 - span.startIndex,
    }));
    return [...this.#findWhole(text), ...asOne];
  }

  #findWhole(text: string): MatchPayload[] {
    return [...this.#english.getAllMatches(text), ...this.#own.find(text)];
  }
}
