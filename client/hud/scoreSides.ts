import { bestRival, scoreboardRows, type Scored } from './scoreboardRows.ts';
import type { SideRoster } from './SideRoster.ts';
import { sideName, teamName } from './teamNames.ts';

/** What one has beside what the best of the others has. */
export interface ScoreSide {
  readonly name: string;
  /** Undefined for a rival that is not there. */
  readonly score: number | undefined;
  /** Rounds won. */
  readonly rounds: number;
  /** 1 or 2: whose colour it bears. Without teams one is amber, and the others are cyan. */
  readonly team: number;
}

/** What the score is read from. */
export interface ScoreSource {
  readonly players: Iterable<readonly [string, Scored]>;
  readonly teams: { get(team: string): { readonly score: number; readonly rounds: number } | undefined };
  /** Has seen these players. */
  readonly roster: Pick<SideRoster, 'of'>;
  /** Whose score is the own one. */
  readonly self: string;
  /** Whether that is somebody else, who is watched. */
  readonly isWatched: boolean;
}

/** Both sides of the score, the own one first: of the teams where there are teams, else one's own and that of the best rival. */
export function scoreSides({
  players,
  teams,
  roster,
  self,
  isWatched,
}: ScoreSource): readonly [own: ScoreSide, rival: ScoreSide] {
  const rows = scoreboardRows(players);
  const own = rows.find(({ id }) => id === self);
  const ownName = isWatched ? (own?.name ?? '') : 'You';
  const team = own?.team ?? 0;
  if (team === 0) {
    const rival = bestRival(rows, self);
    return [
      { name: ownName, score: own?.score ?? 0, rounds: 0, team: 1 },
      { name: rival?.name ?? '', score: rival?.score, rounds: 0, team: 2 },
    ];
  }
  const sideOf = (number: number, name: string): ScoreSide => {
    const { score, rounds } = teams.get(String(number)) ?? { score: 0, rounds: 0 };
    return { name, score, rounds, team: number };
  };
  const ownTeam = isWatched ? teamName(team) : 'Your team';
  const rival = 3 - team;
  return [
    sideOf(team, roster.of(team).length > 1 ? ownTeam : ownName),
    sideOf(rival, sideName(rival, roster.of(rival))),
  ];
}
