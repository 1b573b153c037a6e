import { parseRawPattern, SyntaxKind, type ParsedPattern } from 'obscenity';

/** Far more than any list needs; a file that is larger is some other file. */
const MAX_CHARACTERS = 256 * 1024;

/** Words a host blocks, and words it allows though something blocked is within them. */
export interface WordList {
  readonly blocked: readonly ParsedPattern[];
  readonly allowed: readonly string[];
}

/**
 * Reads a list of words, one entry a line: `word` blocks it, `+word` allows it, `#` begins a comment. A blocked word
 * may be a pattern of obscenity: `|` is the edge of a word, `[s]` may be missing, `?` is any letter.
 * @throws an Error that names the line that cannot be read
 */
export function parseWordList(text: string): WordList {
  if (text.length > MAX_CHARACTERS || text.includes('\0')) throw new Error('it is no list of words');
  const blocked: ParsedPattern[] = [];
  const allowed: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const entry = line.replace(/#.*/, '').normalize('NFKC').toLowerCase().trim();
    if (entry.startsWith('+')) allowed.push(entry.slice(1).trim());
    else if (entry !== '') blocked.push(readPattern(entry, index + 1));
  }
  if (allowed.includes('')) throw new Error('a + has nothing behind it');
  return { blocked, allowed };
}

function readPattern(entry: string, line: number): ParsedPattern {
  const pattern = parse(entry, line);
  // Without a letter that has to be there it would block every text.
  if (!pattern.nodes.some((node) => node.kind === SyntaxKind.Literal && node.chars.some(isLetter)))
    throw new Error(`line ${line}: "${entry}" has no letter that must be there`);
  return pattern;
}

function parse(entry: string, line: number): ParsedPattern {
  try {
    return parseRawPattern(entry);
  } catch (error) {
    throw new Error(`line ${line}: "${entry}" ${(error as Error).message}`, { cause: error });
  }
}

function isLetter(code: number): boolean {
  return /[\p{L}\p{N}]/u.test(String.fromCodePoint(code));
}
