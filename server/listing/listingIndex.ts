import type { IRoomCache, SortOptions } from '@colyseus/core';

/** What a room can be asked for by; anything else is looked up by reading listings. */
const INDEXED = new Set(['locked', 'private', 'name', 'mode', 'map']);

/** Words need no escaping in keys. */
const WORD = /^[\w-]{1,64}$/;
const ANY = '*';

/** Conditions of a query: fields of a listing or of its metadata, and the values they must have. */
export type Conditions = Partial<IRoomCache> & { readonly mode?: unknown; readonly map?: unknown };

/**
 * The sorted sets that a listing stands in (listingScripts.ts): where it can be found by those who want to play, unless
 * it is locked, private or full, and by those who look at what there is, unless it is private or unlisted.
 */
export function indexKeys(listing: IRoomCache): string[] {
  const { name, metadata, clients, maxClients } = listing as IRoomCache<{ mode?: unknown; map?: unknown } | undefined>;
  if (listing.private === true || !WORD.test(name)) return [];
  const keys = listing.unlisted === true ? [] : [listedKey(name), listedKey(undefined)];
  if (listing.locked === true || clients >= maxClients) return keys;
  for (const mode of words(metadata?.mode)) {
    for (const map of words(metadata?.map)) keys.push(`fracas:open:${name}:${mode}:${map}`);
  }
  return keys;
}

/** The sorted set of the public listings of a kind of room, or of all kinds. */
export function listedKey(name: string | undefined): string {
  return `fracas:listed:${isWord(name) ? name : ANY}`;
}

/** The sorted set that holds every room which meets the conditions, and as few others as can be; undefined for none. */
export function openKey({ locked, private: isPrivate, name, mode, map }: Conditions): string | undefined {
  if (locked !== false || isPrivate !== false || !isWord(name)) return undefined;
  return `fracas:open:${name}:${isWord(mode) ? mode : ANY}:${isWord(map) ? map : ANY}`;
}

/** Whether the first of `openKey` is the answer, with no need to look at the others. */
export function isAnsweredByFullest(conditions: Conditions, sort: SortOptions = {}): boolean {
  const { mode, map } = conditions;
  return (
    Object.keys(conditions).every((field) => INDEXED.has(field)) &&
    [mode, map].every((value) => value === undefined || isWord(value)) &&
    Object.entries(sort).every(([field, order]) => field === 'clients' && [-1, 'desc', 'descending'].includes(order))
  );
}

function words(value: unknown): string[] {
  return isWord(value) ? [value, ANY] : [ANY];
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && WORD.test(value);
}
