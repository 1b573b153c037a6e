import assert from 'node:assert/strict';
import { presentableText } from '../../../server/match/presentableText.ts';
import { parseWordList } from '../../../server/words/parseWordList.ts';
import { WordFilter } from '../../../server/words/WordFilter.ts';

/** The lines of a host's list, each with what it is to find and what not. */
const OWN: readonly (readonly [line: string, found: readonly string[], left: readonly string[]])[] = [
  ['блядь', ['блядь', 'БЛЯДЬ', 'ну блядь!'], ['бляха']],
  ['|сука|', ['сука', 'СУКА ты', 'сука!'], ['барсука', 'су\u0301ка\u0301ми']],
  ['|ham|', ['ham!', '(ham)', '@ham', 'haam|'], ['hamster', 'sham', 'ham2', 'ham\u0301ster']],
  [
    'arschlöcher',
    ['arschlöcher', 'ARSCHLÖCHER', 'Arschlocher', 'arschlo\u0308cher', 'a\u0489rsch\u0336löcher'],
    ['arsch'],
  ],
  ['हरामी', ['हरामी'], ['हरम']],
  ['Scheiße', ['scheiße', 'SCHEIẞE'], ['schei']],
  ['傻逼', ['你傻逼'], ['傻']],
  ['spammer', ['spammer', 'Spammmmer', 'sp@mmer', 'ssppaammeerr'], ['spamer', 'spam']],
  ['kkk', ['kkk', 'KKKK', 'k k k'], ['kk', 'book', 'k k']],
  ['1488', ['1488', '①488'], ['188', '1 4 8', 'l4bb']],
  ['88', ['name88'], ['8', 'hobby']],
  ['as[s]e', ['ase', 'asse', 'assse'], ['as', 'aste']],
  ['tr?ll', ['troll', 'tr*ll', 'TRÖLL'], ['trll', 'trol']],
];

describe('A filter of words', () => {
  const english = new WordFilter({ blocked: [], allowed: [] });

  it('finds a word through the marks on its letters, whether they are seen or not', () => {
    for (const mark of [
      '\u0301',
      '\u0336',
      '\u0489',
      '\u0e38',
      '\u034f',
      '\ufe00',
      '\u{e0101}',
      '\u180b',
      '\u17b5',
      '\u200b',
    ])
      assert.equal(english.censor(presentableText(`so f${mark}u${mark}ck it`, 120)), 'so **** it', encodeURI(mark));
  });

  for (const [line, found, left] of OWN)
    it(`finds “${line}” of the host’s list in whatever spelling, and nothing else`, () => {
      const filter = new WordFilter(parseWordList(line));
      for (const text of found) {
        assert.equal(filter.isClean(presentableText(text, 120)), false, text);
        assert.match(filter.censor(presentableText(text, 120)), /\*/, text);
      }
      for (const text of left) assert.equal(filter.isClean(presentableText(text, 120)), true, text);
    });

  it('finds a word that is spelled letter by letter, and nothing in what only looks so', () => {
    const filter = new WordFilter(parseWordList('блядь\n|ham|\n'));
    for (const text of [
      'f u c k',
      'f.u.c.k',
      'f_u_c_k',
      'F - U - C - K',
      'f. u. c. k',
      'f u c k e r',
      'б л я д ь',
      'h.a.m',
      'f\u0301 u c k',
    ])
      assert.equal(
        filter.censor(presentableText(`oh ${text}, you`, 120)),
        `oh ${'*'.repeat(presentableText(text, 120).length)}, you`,
        text,
      );
    for (const text of [
      'I a m',
      'a b c',
      'U.S.A.',
      'of u c k',
      'h a m s t e r',
      'Mass Hit',
      '1 2 3 4',
      'x_X',
      'A. B. Shitake',
    ])
      assert.equal(filter.isClean(text), true, text);
  });

  it('puts asterisks in place of a word and leaves what is around it', () => {
    const filter = new WordFilter(parseWordList('блядь\n傻逼\n'));
    assert.equal(filter.censor('🦊 блядь 🦊傻逼🦊 fuck'), '🦊 ***** 🦊**🦊 ****');
  });

  it('spares what the host allows, in any case of letters', () => {
    const filter = new WordFilter(parseWordList('бля\n+РуБЛЯ\n+Dickens\n'));
    assert.equal(filter.isClean('два рубля и Dickens'), true);
    assert.equal(filter.isClean('два рубля, бля'), false);
  });

  it('is not held up by a line made to be read in many ways', () => {
    const filter = new WordFilter(parseWordList('a[a][a][a]b'));
    assert.equal(filter.isClean('a'.repeat(120)), true);
  });
});
