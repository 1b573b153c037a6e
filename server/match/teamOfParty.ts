import { sizeOfTeam } from '../../shared/sim/chooseTeam.ts';
import type { Player } from '../../shared/sim/Player.ts';
import type { World } from '../../shared/sim/World.ts';
import { areEvenEnough } from './dealTeams.ts';

/**
 * The team in which somebody finds those they come with: where most of them are, unless the teams would not be even enough with
 * one more there.
 * @param mates ids of those they come with, as far as they are in the match
 * @param bots that fill the teams up once they have joined
 * @returns undefined when none of the teams will do, and in modes without teams
 */
export function teamOfParty(world: Readonly<World>, mates: readonly string[], bots: number): number | undefined {
  const isPerson = (player: Readonly<Player>): boolean => !player.bot;
  const isMate = (player: Readonly<Player>): boolean => mates.includes(player.id);
  const options = world.teams.map(({ number }) => {
    return { number, mates: sizeOfTeam(world, number, isMate), people: sizeOfTeam(world, number, isPerson) };
  });
  options.sort((a, b) => b.mates - a.mates || a.people - b.people);
  const total = options.reduce((sum, { people }) => sum + people, 0);
  const willDo = options.find((team) => team.mates > 0 && areEvenEnough(team.people + 1, total - team.people, bots));
  return willDo?.number;
}
