import type { ModeId } from '../../defs/modes.ts';
import { deathmatch } from './deathmatch.ts';
import type { Mode } from './Mode.ts';

const RULES: Readonly<Record<ModeId, Mode>> = { deathmatch };

/** The rules a mode is played by. */
export function modeRules(mode: ModeId): Mode {
  return RULES[mode];
}
