import { MODES } from '../../defs/modes.ts';
import { rankByTeam } from '../standings.ts';
import { startAfresh } from '../startAfresh.ts';
import { leadingTeam, scoreKill } from '../teamScore.ts';
import type { World } from '../World.ts';
import type { Mode } from './Mode.ts';

const ROUNDS_TO_WIN = Math.ceil(MODES.duel.bestOf / 2);

/**
 * One against one, each a team. Who first has the points of a round has won it, and level there the next point
 * decides; then both begin anew. When the time is up more rounds win, then more points in the round that is on.
 */
export const duel: Mode = {
  onKill: scoreKill,
  onTick(world) {
    const winner = leadingTeam(world, world.rules.scoreLimit);
    if (winner === undefined) return;
    winner.rounds += 1;
    if (winner.rounds < ROUNDS_TO_WIN) beginRound(world, winner.number);
  },
  isOver(world) {
    return world.teams.some(({ rounds }) => rounds >= ROUNDS_TO_WIN);
  },
  standings(world) {
    return rankByTeam(world);
  },
};

function beginRound(world: World, winner: number): void {
  for (const team of world.teams) team.score = 0;
  for (const player of world.players.values()) player.score = 0;
  world.events.push({ type: 'round', winner });
  startAfresh(world);
}
