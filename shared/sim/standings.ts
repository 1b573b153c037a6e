import type { Player } from './Player.ts';
import type { Team } from './Team.ts';
import type { World } from './World.ts';

/** A line of the results screen. */
export interface Standing {
  readonly player: string;
  readonly name: string;
  readonly bot: boolean;
  /** 0 in modes without teams. */
  readonly team: number;
  /** 1 is best; equals share a place, and the places they fill are left out after them. In modes with teams, the team's. */
  readonly place: number;
  readonly score: number;
  readonly kills: number;
  readonly deaths: number;
}

/** A team's line of the results. */
export interface TeamStanding {
  readonly team: number;
  /** 1 has won; both have it when there is nothing between them. */
  readonly place: number;
  readonly score: number;
  readonly rounds: number;
}

/** Ranks players by score, then kills, then fewer deaths; equals stand in id order. */
export function rankByScore(players: readonly Player[]): Standing[] {
  const ranked = sortByRank(players);
  return ranked.map((player) => {
    const place = 1 + ranked.findIndex((other) => compareRanks(other, player) === 0);
    return standingOf(player, place);
  });
}

/** Ranks players by what their teams have; members of a team share its place, and stand in the order of `rankByScore`. */
export function rankByTeam(world: Readonly<World>): Standing[] {
  const players = sortByRank([...world.players.values()]);
  return rankTeams(world).flatMap(({ team, place }) =>
    players.filter((player) => player.team === team).map((player) => standingOf(player, place)),
  );
}

/** The teams, the best first: by whether anybody stayed, then by rounds, then by points. */
export function rankTeams({ teams }: Readonly<World>): TeamStanding[] {
  const ranked = [...teams].sort(compareTeams);
  return ranked.map((team) => {
    const place = 1 + ranked.findIndex((other) => compareTeams(other, team) === 0);
    return { team: team.number, place, score: team.score, rounds: team.rounds };
  });
}

function sortByRank(players: readonly Player[]): Player[] {
  return [...players].sort((a, b) => compareRanks(a, b) || (a.id < b.id ? -1 : 1));
}

function compareRanks(a: Player, b: Player): number {
  return b.score - a.score || b.kills - a.kills || a.deaths - b.deaths;
}

function compareTeams(a: Team, b: Team): number {
  return Number(a.isGone) - Number(b.isGone) || b.rounds - a.rounds || b.score - a.score;
}

function standingOf({ id, name, bot, team, score, kills, deaths }: Player, place: number): Standing {
  return { player: id, name, bot, team, place, score, kills, deaths };
}
