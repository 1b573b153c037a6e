import type { Player } from './Player.ts';
import type { World } from './World.ts';

/**
 * The team that a newcomer joins: the smaller one, and of two alike the one with less to show. For a person fewer people
 * come before that, since bots give way to people. 0 in modes without teams.
 */
export function chooseTeam(world: Readonly<World>, { bot }: { readonly bot: boolean }): number {
  const options = world.teams.map(({ number, rounds, score }) => {
    const people = bot ? 0 : sizeOfTeam(world, number, (player) => !player.bot);
    return { number, people, size: sizeOfTeam(world, number), rounds, score };
  });
  options.sort((a, b) => a.people - b.people || a.size - b.size || a.rounds - b.rounds || a.score - b.score);
  return options[0]?.number ?? 0;
}

/** How many are in a team: all, or those that count. */
export function sizeOfTeam(
  { players }: Pick<World, 'players'>,
  number: number,
  counts: (player: Readonly<Player>) => boolean = () => true,
): number {
  let size = 0;
  for (const player of players.values()) if (player.team === number && counts(player)) size += 1;
  return size;
}
