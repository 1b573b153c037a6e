import { MODES, type ModeId } from '../defs/modes.ts';

/** What a team has come to in a match. */
export interface Team {
  /** As in `Player.team`. */
  readonly number: number;
  /** Points in the present round, or in the match where there are no rounds; those of members who left count on. */
  score: number;
  /** Rounds won. */
  rounds: number;
  /** Everybody had left it while the match was live: it has lost, whatever it has. */
  isGone: boolean;
}

/** The teams of a match that has not begun. */
export function newTeams(mode: ModeId): Team[] {
  return Array.from({ length: MODES[mode].teams }, (_, index) => {
    return { number: index + 1, score: 0, rounds: 0, isGone: false };
  });
}

/** Whether players of a mode may be in a team of this number: 0, where there are none, is nobody's. */
export function isTeamOf(mode: ModeId, team: number): boolean {
  const { teams } = MODES[mode];
  return teams === 0 ? team === 0 : team >= 1 && team <= teams;
}
