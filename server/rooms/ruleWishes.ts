import { z } from 'zod';
import { RULE_RANGES, type RuleWishes } from '../../shared/defs/rules.ts';

const within = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max).optional();

/** Reads what is wished of the rules of a private match; a wish out of its range, or of a rule there is none of, is refused. */
export const ruleWishes: z.ZodType<RuleWishes> = z.strictObject({
  scoreLimit: within(RULE_RANGES.scoreLimit),
  timeLimitMinutes: within(RULE_RANGES.timeLimitMinutes),
  bots: within(RULE_RANGES.bots),
});
