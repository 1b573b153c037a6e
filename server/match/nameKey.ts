import { resolveConfusablesTransformer } from 'obscenity';

const { transform } = resolveConfusablesTransformer();

/** What still looks alike when all letters are small ones of the Latin alphabet, as on a name plate it does. */
const LOOK_ALIKES: readonly (readonly [RegExp, string])[] = [
  [/[i1|!]/g, 'l'],
  [/0/g, 'o'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
];

/**
 * What the eye makes of a name: two names with the same key can be taken for one another, whatever letters they are coded
 * with. Case, accents, spaces and signs do not tell names apart; a name of nothing but signs is its own key. For comparing
 * alone: it is no name to show. The idea is that of the skeletons of Unicode's report 39, the table of letters obscenity's.
 * @param name one that `presentableName` gave
 */
export function nameKey(name: string): string {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '');
  const latin = Array.from(bare, latinOf).join('').toLowerCase();
  const seen = LOOK_ALIKES.reduce((text, [pattern, letter]) => text.replace(pattern, letter), latin);
  const key = seen.replace(/[^\p{L}\p{N}]/gu, '');
  return key === '' ? name.normalize('NFKC').toLowerCase() : key;
}

function latinOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return String.fromCodePoint(transform(code) ?? code);
}
