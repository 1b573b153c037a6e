import type { Standing, TeamStanding } from '../../shared/net/messages.ts';
import { formatPlace } from './hudTexts.ts';

/** What a match came to. */
export interface Outcome {
  readonly standings: readonly Standing[];
  /** Empty in modes without teams. */
  readonly teams: readonly TeamStanding[];
}

/** What a match was for a player, in a word: several who share the first place, or both teams, have not won. */
export function describeOutcome({ standings, teams }: Outcome, own: Standing | undefined): string {
  if (own === undefined) return 'The match is over';
  if (own.place > 1) return teams.length > 0 ? 'Defeat' : `${formatPlace(own.place)} place`;
  const first = (teams.length > 0 ? teams : standings).filter(({ place }) => place === 1);
  return first.length > 1 ? 'A draw' : 'Victory';
}

/**
 * The first `most` lines of the table, as many of each team; whoever stands further down sees their own in place of the
 * last.
 */
export function shownStandings(
  { standings, teams }: Outcome,
  own: Standing | undefined,
  most: number,
): readonly Standing[] {
  if (teams.length === 0) return firstOf(standings, own, most);
  const members = (team: number): readonly Standing[] => standings.filter((line) => line.team === team);
  return teams.flatMap(({ team }) => firstOf(members(team), own?.team === team ? own : undefined, most / teams.length));
}

function firstOf(lines: readonly Standing[], own: Standing | undefined, most: number): readonly Standing[] {
  const shown = lines.slice(0, most);
  if (own === undefined || shown.includes(own)) return shown;
  return [...shown.slice(0, most - 1), own];
}
