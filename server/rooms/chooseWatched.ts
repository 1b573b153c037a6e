import type { Player } from '../../shared/sim/Player.ts';

/** Whom one watches who has not chosen: people before bots, the best score first; undefined in an empty match. */
export function chooseWatched(players: Iterable<Pick<Player, 'id' | 'bot' | 'score'>>): string | undefined {
  const [first] = Array.from(players).sort((a, b) => Number(a.bot) - Number(b.bot) || b.score - a.score);
  return first?.id;
}
