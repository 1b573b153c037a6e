import type { Player } from '../../shared/sim/Player.ts';
import type { Seat } from '../match/Seats.ts';

export type Watchable = Pick<Player, 'id' | 'bot' | 'score'> & Pick<Seat, 'connected'>;

/**
 * Whom one watches who has not chosen: people who are there, then people who are away, then bots; of these the best score.
 * Undefined in an empty match.
 */
export function chooseWatched(players: Iterable<Watchable>): string | undefined {
  const [first] = Array.from(players).sort(
    (a, b) => Number(a.bot) - Number(b.bot) || Number(b.connected) - Number(a.connected) || b.score - a.score,
  );
  return first?.id;
}
