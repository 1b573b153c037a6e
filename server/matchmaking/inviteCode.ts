import { randomInt } from 'node:crypto';

/** Crockford's 32 symbols: digits and letters without I, L, O and U, which are taken for others. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 50 bits: nobody finds a match by trying codes. */
const SYMBOLS_PER_CODE = 10;
const SYMBOLS_PER_GROUP = 5;

const MISREAD: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };
const CODE = new RegExp(`^[${SYMBOLS}]{${SYMBOLS_PER_CODE}}$`);

/** Makes the code of a new private match, which is the id of its room as well. */
export function makeInviteCode(): string {
  return Array.from({ length: SYMBOLS_PER_CODE }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('');
}

/** The code as people read and write it: in two groups. */
export function formatInviteCode(code: string): string {
  return `${code.slice(0, SYMBOLS_PER_GROUP)}-${code.slice(SYMBOLS_PER_GROUP)}`;
}

/** The code in what somebody typed or pasted, however it is cased and grouped; undefined when there is none. */
export function readInviteCode(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const code = text
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[OIL]/g, (symbol) => MISREAD[symbol]!);
  return CODE.test(code) ? code : undefined;
}
