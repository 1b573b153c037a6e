import { randomInt } from 'node:crypto';

/** Crockford's 32 symbols: digits and letters without I, L, O and U, which are taken for others. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 50 bits: nobody finds a match by trying codes. */
const MATCH_SYMBOLS = 10;

/** 40 bits, which is still far more than anybody can try; shorter, so that one sees what a code is for. */
const PARTY_SYMBOLS = 8;

const MISREAD: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };
const SYMBOLS_ONLY = new RegExp(`^[${SYMBOLS}]+$`);

/** Makes the code of a new private match, which is the id of its room as well. */
export function makeInviteCode(): string {
  return makeCode(MATCH_SYMBOLS);
}

/** Makes the code of a new party, which is the id of its room as well. */
export function makePartyCode(): string {
  return makeCode(PARTY_SYMBOLS);
}

/** A code as people read and write it: in two groups. */
export function formatInviteCode(code: string): string {
  return `${code.slice(0, code.length / 2)}-${code.slice(code.length / 2)}`;
}

/** The code of a match in what somebody typed or pasted, however it is cased and grouped; undefined when there is none. */
export function readInviteCode(text: unknown): string | undefined {
  return readCode(text, MATCH_SYMBOLS);
}

/** The same for the code of a party. */
export function readPartyCode(text: unknown): string | undefined {
  return readCode(text, PARTY_SYMBOLS);
}

function makeCode(symbols: number): string {
  return Array.from({ length: symbols }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('');
}

function readCode(text: unknown, symbols: number): string | undefined {
  if (typeof text !== 'string') return undefined;
  const code = text
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/[OIL]/g, (symbol) => MISREAD[symbol]!);
  return code.length === symbols && SYMBOLS_ONLY.test(code) ? code : undefined;
}
