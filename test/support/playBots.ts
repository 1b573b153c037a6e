import { botViewOfWorld, type BotView } from '../../shared/bot/BotView.ts';
import { createBrain, type Brain } from '../../shared/bot/Brain.ts';
import { think } from '../../shared/bot/think.ts';
import type { BotSkill } from '../../shared/defs/bots.ts';
import { MODES, type ModeId } from '../../shared/defs/modes.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { addPlayer } from '../../shared/sim/addPlayer.ts';
import { chooseTeam } from '../../shared/sim/chooseTeam.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { createWorld } from '../../shared/sim/createWorld.ts';
import { stepWorld } from '../../shared/sim/stepWorld.ts';
import type { World } from '../../shared/sim/World.ts';

/** A match that only bots play, stepped by hand. */
export interface BotMatch {
  readonly world: World;
  readonly brains: ReadonlyMap<string, Brain>;
}

/** What one bot saw and wished in a tick. */
export type Watch = (id: string, view: BotView, command: Command) => void;

/** A match with one bot for each of `skills`: bot-1, bot-2, … Where it takes people to begin, they are taken for people. */
export function startBotMatch(
  map: ArenaMap,
  skills: readonly BotSkill[],
  seed: number,
  mode: ModeId = 'deathmatch',
): BotMatch {
  const world = createWorld({ map, mode, seed, startTick: 0 });
  const bot = MODES[mode].minPeople === 0;
  const brains = new Map<string, Brain>();
  skills.forEach((skill, i) => {
    const id = `bot-${i + 1}`;
    addPlayer(world, { id, name: id, bot, team: chooseTeam(world, { bot }) });
    brains.set(id, createBrain({ seed: seed * 1000 + i, skill, map }));
  });
  return { world, brains };
}

/** One tick of a match of bots. */
export function stepBotMatch({ world, brains }: BotMatch, watch?: Watch): void {
  const commands = new Map<string, Command>();
  for (const [id, brain] of brains) {
    const view = botViewOfWorld(world, id);
    const command = think(brain, view);
    watch?.(id, view, command);
    commands.set(id, command);
  }
  stepWorld(world, commands);
}
