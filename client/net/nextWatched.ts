import { scoreboardRows, type Scored } from '../hud/scoreboardRows.ts';

/** Whom to watch after `present`: the next in the order of the scoreboard, and after the last the first. */
export function nextWatched(players: Iterable<readonly [string, Scored]>, present: string): string | undefined {
  const rows = scoreboardRows(players);
  return rows[(rows.findIndex(({ id }) => id === present) + 1) % rows.length]?.id;
}
