const WORDS = ['Took out', 'Double:', 'Triple:', 'Rampage:'] as const;

/** What stands before the victim's name, by how many kills have followed each other quickly. */
export function killWord(run: number): string {
  return WORDS[Math.min(Math.max(run, 1), WORDS.length) - 1]!;
}
