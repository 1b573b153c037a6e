export type DatabaseAddress =
  { readonly kind: 'sqlite'; readonly file: string } | { readonly kind: 'postgres'; readonly url: string };

const SQLITE = 'sqlite:';

/**
 * Reads `postgres://[user[:password]@]host[:port]/database[?options]`, also as `postgresql://`, and `sqlite:<file>`.
 * @throws an Error whose message goes on after the variable's name; it repeats no part of the address
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  if (url.startsWith(SQLITE) && url.length > SQLITE.length) return { kind: 'sqlite', file: url.slice(SQLITE.length) };
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)) return { kind: 'postgres', url };
  throw new Error('is not an address of the form postgres://user:password@host:port/database or sqlite:file');
}
