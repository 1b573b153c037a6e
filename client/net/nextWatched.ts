/**
 * Whom to watch after `present`: who came into the match next, and after the last the first. Not by score: that changes
 * meanwhile, and some would come twice and others never.
 */
export function nextWatched(players: Iterable<string>, present: string): string | undefined {
  const ids = [...players];
  return ids[(ids.indexOf(present) + 1) % ids.length];
}
