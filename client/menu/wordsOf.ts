const NOT_LOADED = 'A part of the game could not be loaded. Check your connection and reload the page.';

/** What a player is told of a failure: the words it carries, unless it is a browser's own of a part of the page that is missing. */
export function wordsOf(error: unknown): string {
  return error instanceof Error && !(error instanceof TypeError) ? error.message : NOT_LOADED;
}
