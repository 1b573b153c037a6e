import { MODES, type ModeId } from './modes.ts';
import { ticksOf } from './rates.ts';

/** When a match begins and ends; of most matches these are their mode's. */
export interface MatchRules {
  /** Without so many people it does not begin; absent where the mode alone decides. */
  readonly minPeople?: number | undefined;
  /** Points that win the match, or in modes with rounds one of them. */
  readonly scoreLimit: number;
  /** Of the match, all rounds together. */
  readonly timeLimitTicks: number;
}

/** What may be wished of a match among friends; what is absent is as in any other match of the mode. */
export interface RuleWishes {
  readonly scoreLimit?: number | undefined;
  readonly timeLimitMinutes?: number | undefined;
  /** Players, people and bots together, up to which bots fill the match. */
  readonly bots?: number | undefined;
}

/** The least and the most of each wish: matches that are over before they begin, or never, are none. */
export const RULE_RANGES = {
  scoreLimit: { min: 1, max: 200 },
  timeLimitMinutes: { min: 1, max: 30 },
  bots: { min: 0, max: 16 },
} as const satisfies Record<keyof RuleWishes, { readonly min: number; readonly max: number }>;

/** The rules of a match of this mode, with the wishes that somebody has. */
export function rulesOf(mode: ModeId, { scoreLimit, timeLimitMinutes }: RuleWishes = {}): MatchRules {
  const usual = MODES[mode];
  return {
    scoreLimit: scoreLimit ?? usual.scoreLimit,
    timeLimitTicks: timeLimitMinutes === undefined ? usual.timeLimitTicks : ticksOf(timeLimitMinutes * 60),
  };
}

/** Whether something can be the rules of a match, whoever made it. */
export function areRules(value: unknown): value is MatchRules {
  if (typeof value !== 'object' || value === null) return false;
  const { minPeople = 1, scoreLimit, timeLimitTicks } = value as Partial<Record<keyof MatchRules, unknown>>;
  return [minPeople, scoreLimit, timeLimitTicks].every((number) => Number.isSafeInteger(number) && Number(number) > 0);
}
