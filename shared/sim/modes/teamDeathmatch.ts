import { rankByTeam } from '../standings.ts';
import { leadingTeam, scoreKill } from '../teamScore.ts';
import type { Mode } from './Mode.ts';

/** Two teams: a kill is a point for one's team, a suicide costs it one. Level at the limit, the next point decides. */
export const teamDeathmatch: Mode = {
  onKill: scoreKill,
  isOver(world) {
    return leadingTeam(world, world.rules.scoreLimit) !== undefined;
  },
  standings(world) {
    return rankByTeam(world);
  },
};
