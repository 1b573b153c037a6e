import { assert } from './assert.ts';
import type { Player } from './Player.ts';
import type { Team } from './Team.ts';
import type { World } from './World.ts';

/** Counts a kill for a player and for its team: a point, or one less for a suicide. */
export function scoreKill(world: World, attacker: Player, victim: Player): void {
  const points = attacker === victim ? -1 : 1;
  const team = world.teams[attacker.team - 1];
  assert(team !== undefined, `player ${attacker.id} is in no team`);
  attacker.score += points;
  team.score += points;
}

/** The team that has `score` points or more, and more than the other. */
export function leadingTeam({ teams }: Readonly<World>, score: number): Team | undefined {
  return teams.find(
    (team) => team.score >= score && teams.every((other) => other === team || other.score < team.score),
  );
}
