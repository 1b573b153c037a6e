import type { PlayerResult } from '../match/MatchResult.ts';

/**
 * Who won a match, by id: everybody on the side that alone stands best, but for those who had left it. A side stands where
 * its best player stands; without teams everybody is a side. Of sides that share the best place none has won, and nobody has when a
 * bot was best.
 */
export function winnersOf(players: readonly PlayerResult[]): ReadonlySet<string> {
  const best = players.filter(({ place }) => place === 1);
  const sides = new Set(best.map(sideOf));
  if (sides.size !== 1) return new Set();
  const won = players.filter((player) => sides.has(sideOf(player)) && !player.leftEarly);
  return new Set(won.map(({ playerId }) => playerId));
}

function sideOf({ team, playerId }: PlayerResult): string {
  return team === 0 ? playerId : `team ${team}`;
}
