import { createBrain } from '../shared/bot/Brain.ts';
import { botViewOfWorld } from '../shared/bot/BotView.ts';
import { think } from '../shared/bot/think.ts';
import { percentile } from '../shared/math/percentile.ts';
import { addPlayer } from '../shared/sim/addPlayer.ts';
import type { Command } from '../shared/sim/Command.ts';
import { createWorld } from '../shared/sim/createWorld.ts';
import { stepWorld } from '../shared/sim/stepWorld.ts';
import { readMap } from '../test/support/readMap.ts';

const PLAYER_COUNTS = [2, 16, 64];
const WARM_UP_TICKS = 600;
const MEASURED_TICKS = 3_000;

export interface StepResult {
  readonly players: number;
  readonly microsecondsPerStep: { readonly p50: number; readonly p99: number };
}

/** Times `stepWorld` alone in matches that bots play on crossfire; their thinking is not counted. */
export function benchStep(seed: number): StepResult[] {
  return PLAYER_COUNTS.map((players) => {
    const micros = timeSteps(players, seed);
    const round = (value: number) => Math.round(value * 10) / 10;
    return {
      players,
      microsecondsPerStep: { p50: round(percentile(micros, 0.5)), p99: round(percentile(micros, 0.99)) },
    };
  });
}

function timeSteps(players: number, seed: number): number[] {
  const map = readMap('crossfire');
  const world = createWorld({ map, mode: 'deathmatch', seed, startTick: 0 });
  const brains = new Map(
    Array.from({ length: players }, (_, index) => {
      const id = `bot-${index}`;
      addPlayer(world, { id, name: id, bot: true });
      return [id, createBrain({ seed: seed + index, skill: 'normal', map })];
    }),
  );
  const micros: number[] = [];
  for (let tick = 0; tick < WARM_UP_TICKS + MEASURED_TICKS; tick++) {
    const commands = new Map<string, Command>();
    for (const [id, brain] of brains) commands.set(id, think(brain, botViewOfWorld(world, id)));
    const startedAt = performance.now();
    stepWorld(world, commands);
    if (tick >= WARM_UP_TICKS) micros.push((performance.now() - startedAt) * 1000);
  }
  return micros;
}
