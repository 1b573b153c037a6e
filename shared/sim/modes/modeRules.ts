import type { ModeId } from '../../defs/modes.ts';
import { deathmatch } from './deathmatch.ts';
import { duel } from './duel.ts';
import type { Mode } from './Mode.ts';
import { teamDeathmatch } from './teamDeathmatch.ts';

const RULES: Readonly<Record<ModeId, Mode>> = { deathmatch, teamDeathmatch, duel };

/** The rules a mode is played by. */
export function modeRules(mode: ModeId): Mode {
  return RULES[mode];
}
