import { ticksOf } from './rates.ts';

export type ModeId = 'deathmatch';

export interface ModeDef {
  readonly name: string;
  readonly rule: string;
  readonly teams: 0 | 2;
  readonly scoreLimit: number;
  readonly timeLimitTicks: number;
  readonly minPlayers: number;
  readonly maxPlayers: number;
}

/** One row of data a mode; its rules are one file in `shared/sim/modes` (docs/modding.md). */
export const MODES: Readonly<Record<ModeId, ModeDef>> = {
  deathmatch: {
    name: 'Deathmatch', rule: 'Everyone for themselves.', teams: 0, scoreLimit: 25,
    timeLimitTicks: ticksOf(8 * 60), minPlayers: 2, maxPlayers: 64,
  },
};

export const MODE_IDS = Object.keys(MODES) as readonly ModeId[];
