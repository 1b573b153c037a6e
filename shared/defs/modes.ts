import { MAP_IDS, type MapId } from './maps.ts';
import { ticksOf } from './rates.ts';

export type ModeId = 'deathmatch' | 'teamDeathmatch' | 'duel';

export interface ModeDef {
  readonly name: string;
  readonly rule: string;
  readonly teams: 0 | 2;
  /** Points that win the match, or in modes with rounds one of them. */
  readonly scoreLimit: number;
  /** Whoever has won more than half of so many rounds has won the match; 1: there are no rounds. */
  readonly bestOf: 1 | 3;
  /** Of the match, all rounds together. */
  readonly timeLimitTicks: number;
  /** Without so many, and so many people among them, it does not begin. */
  readonly minPlayers: number;
  readonly minPeople: number;
  readonly maxPlayers: number;
  /** Whether one may join a match that is on. Where not, bots stand in only until there are people enough. */
  readonly joinsLate: boolean;
  /** Where it is played, its usual map first. */
  readonly maps: readonly MapId[];
}

/** One row of data a mode; its rules are one file in `shared/sim/modes` (docs/modding.md). */
export const MODES: Readonly<Record<ModeId, ModeDef>> = {
  deathmatch: {
    name: 'Deathmatch', rule: 'Everyone for themselves.', teams: 0, scoreLimit: 25, bestOf: 1,
    timeLimitTicks: ticksOf(8 * 60), minPlayers: 2, minPeople: 0, maxPlayers: 64, joinsLate: true, maps: MAP_IDS,
  },
  teamDeathmatch: {
    name: 'Team deathmatch', rule: 'Two teams, first to 60.', teams: 2, scoreLimit: 60, bestOf: 1,
    timeLimitTicks: ticksOf(10 * 60), minPlayers: 2, minPeople: 0, maxPlayers: 64, joinsLate: true, maps: MAP_IDS,
  },
  duel: {
    name: 'Duel', rule: 'One against one, best of three rounds.', teams: 2, scoreLimit: 5, bestOf: 3,
    timeLimitTicks: ticksOf(10 * 60), minPlayers: 2, minPeople: 2, maxPlayers: 2, joinsLate: false, maps: ['foundry'],
  },
};

export const MODE_IDS = Object.keys(MODES) as readonly ModeId[];
