import { sizeOfTeam } from '../../shared/sim/chooseTeam.ts';
import type { Player } from '../../shared/sim/Player.ts';
import type { World } from '../../shared/sim/World.ts';

/** One change by which a match comes nearer to the bots it wants and to even teams. */
export type SeatChange =
  | { readonly kind: 'seatBot' }
  | { readonly kind: 'unseatBot'; readonly id: string }
  | { readonly kind: 'changeTeam'; readonly id: string; readonly team: number };

/** Who sits in a match. */
export interface SeatedMatch {
  readonly world: World;
  /** In the order they came: the last comes or goes first. */
  readonly ids: readonly string[];
  readonly wantedBots: number;
}

/**
 * What is to be done next, until there is nothing: bots come and go, and give way where the team is larger. Of teams of
 * which one is larger by two, a bot changes over at any time; a person only while the match has not begun.
 */
export function planSeats({ world, ids, wantedBots }: SeatedMatch): SeatChange | undefined {
  const seated = ids.map((id) => world.players.get(id)).filter((player) => player !== undefined);
  const bots = seated.filter(({ bot }) => bot);
  if (bots.length < wantedBots) return { kind: 'seatBot' };
  if (bots.length > wantedBots) return { kind: 'unseatBot', id: spareBot(world, bots).id };
  if (world.teams.length === 0) return undefined;
  const hasBegun = world.phase === 'live' || world.phase === 'results';
  const people = seated.filter(({ bot }) => !bot);
  return (hasBegun ? undefined : moveOne(people, people)) ?? moveOne(seated, bots);
}

/** The last bot of the largest team that has one. */
function spareBot(world: World, bots: readonly Player[]): Player {
  return bots.reduce((best, bot) => (sizeOfTeam(world, bot.team) >= sizeOfTeam(world, best.team) ? bot : best));
}

/** Has the last of `movable` change over from the team of which so many more of `counted` are. */
function moveOne(counted: readonly Player[], movable: readonly Player[]): SeatChange | undefined {
  const sizeOf = (team: number): number => counted.filter((player) => player.team === team).length;
  const surplus = sizeOf(1) - sizeOf(2);
  if (Math.abs(surplus) < 2) return undefined;
  const [from, to] = surplus > 0 ? [1, 2] : [2, 1];
  const mover = movable.findLast(({ team }) => team === from);
  return mover && { kind: 'changeTeam', id: mover.id, team: to };
}
