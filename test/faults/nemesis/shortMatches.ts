import { MODES, type ModeDef } from '../../../shared/defs/modes.ts';
import { ticksOf } from '../../../shared/defs/rates.ts';
import { MATCH_FLOW } from '../../../shared/defs/tuning.ts';

// Loaded before a server, so that matches end and begin while faults happen.
const flow: { -readonly [Name in keyof typeof MATCH_FLOW]: number } = MATCH_FLOW;
flow.countdownTicks = ticksOf(1);
flow.resultsTicks = ticksOf(2);
for (const mode of Object.values(MODES) as { -readonly [Name in keyof ModeDef]: ModeDef[Name] }[]) {
  mode.timeLimitTicks = ticksOf(8);
}
