import { sizeOfTeam } from '../../shared/sim/chooseTeam.ts';
import type { Player } from '../../shared/sim/Player.ts';
import type { World } from '../../shared/sim/World.ts';
import { dealTeams } from './dealTeams.ts';

/** One change by which a match comes nearer to the bots it wants and to even teams. */
export type SeatChange =
  | { readonly kind: 'seatBot' }
  | { readonly kind: 'unseatBot'; readonly id: string }
  | { readonly kind: 'changeTeam'; readonly id: string; readonly team: number };

/** Who sits in a match. */
export interface SeatedMatch {
  readonly world: World;
  /** In the order they came: the last comes or goes first. */
  readonly seats: readonly { readonly id: string; readonly party: string | undefined }[];
  readonly wantedBots: number;
}

/**
 * What is to be done next, until there is nothing: bots come and go, and give way where the team is larger. Of teams of
 * which one is larger by two, a bot changes over at any time; a person only while the match has not begun, then also for
 * parties to be together.
 */
export function planSeats({ world, seats, wantedBots }: SeatedMatch): SeatChange | undefined {
  const seated = seats.map(({ id }) => world.players.get(id)).filter((player) => player !== undefined);
  const bots = seated.filter(({ bot }) => bot);
  if (bots.length < wantedBots) return { kind: 'seatBot' };
  if (bots.length > wantedBots) return { kind: 'unseatBot', id: spareBot(world, bots).id };
  if (world.teams.length === 0) return undefined;
  const hasBegun = world.phase === 'live' || world.phase === 'results';
  return (hasBegun ? undefined : movePerson({ world, seats, wantedBots })) ?? moveBot(seated, bots);
}

/** Has the first person change over who is not where they are dealt to. */
function movePerson({ world, seats, wantedBots }: SeatedMatch): SeatChange | undefined {
  const people = seats.flatMap(({ id, party }) => {
    const player = world.players.get(id);
    return player === undefined || player.bot ? [] : [{ id, team: player.team, party }];
  });
  const [id] = dealTeams(people, wantedBots);
  return id === undefined ? undefined : { kind: 'changeTeam', id, team: 3 - world.players.get(id)!.team };
}

/** The last bot of the largest team that has one. */
function spareBot(world: World, bots: readonly Player[]): Player {
  return bots.reduce((best, bot) => (sizeOfTeam(world, bot.team) >= sizeOfTeam(world, best.team) ? bot : best));
}

/** Has the last bot of a team that is larger by two change over. */
function moveBot(seated: readonly Player[], bots: readonly Player[]): SeatChange | undefined {
  const sizeOf = (team: number): number => seated.filter((player) => player.team === team).length;
  const surplus = sizeOf(1) - sizeOf(2);
  if (Math.abs(surplus) < 2) return undefined;
  const [from, to] = surplus > 0 ? [1, 2] : [2, 1];
  const mover = bots.findLast(({ team }) => team === from);
  return mover && { kind: 'changeTeam', id: mover.id, team: to };
}
