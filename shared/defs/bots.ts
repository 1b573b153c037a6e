import { ticksOf } from './rates.ts';

export type BotSkill = 'easy' | 'normal' | 'hard';

/** Skills differ in hands and habits, never in knowledge. */
export interface BotSkillDef {
  /** Ticks between seeing an enemy and answering. */
  readonly reactionTicks: number;
  /** Standard deviation of the aim, in radians, wandering slowly. */
  readonly aimErrorRadians: number;
  readonly turnRadiansPerTick: number;
  /** Health under which the bot breaks off and looks for cover or health. */
  readonly retreatHealth: number;
  /** How often per second it sidesteps in a fight. */
  readonly strafeChangesPerSecond: number;
  readonly usesDash: boolean;
  readonly dodgesProjectiles: boolean;
}

export const BOT_SKILLS: Readonly<Record<BotSkill, BotSkillDef>> = {
  easy: {
    reactionTicks: ticksOf(0.55), aimErrorRadians: 0.2, turnRadiansPerTick: 0.07,
    retreatHealth: 0, strafeChangesPerSecond: 0.6, usesDash: false, dodgesProjectiles: false,
  },
  normal: {
    reactionTicks: ticksOf(0.32), aimErrorRadians: 0.1, turnRadiansPerTick: 0.12,
    retreatHealth: 30, strafeChangesPerSecond: 1.2, usesDash: true, dodgesProjectiles: false,
  },
  hard: {
    reactionTicks: ticksOf(0.18), aimErrorRadians: 0.045, turnRadiansPerTick: 0.2,
    retreatHealth: 45, strafeChangesPerSecond: 2, usesDash: true, dodgesProjectiles: true,
  },
};

export const BOT_NAMES = [
  'Finch', 'Wren', 'Orla', 'Teo', 'Mads', 'Juno', 'Pike', 'Sable', 'Rook', 'Ivo', 'Lark', 'Nell',
  'Otis', 'Vera', 'Quill', 'Bram', 'Zuri', 'Hale', 'Mika', 'Thorn', 'Ada', 'Corin', 'Esk', 'Faye',
] as const;
