import { rankByScore } from '../standings.ts';
import type { Mode } from './Mode.ts';

/** Everyone for themselves: a kill is a point, a suicide costs one. */
export const deathmatch: Mode = {
  onKill(_world, attacker, victim) {
    attacker.score += attacker === victim ? -1 : 1;
  },
  isOver(world) {
    for (const player of world.players.values()) {
      if (player.score >= world.rules.scoreLimit) return true;
    }
    return false;
  },
  standings(world) {
    return rankByScore([...world.players.values()]);
  },
};
