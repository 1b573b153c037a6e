import { createBrain } from '../shared/bot/Brain.ts';
import { botViewOfWorld } from '../shared/bot/BotView.ts';
import { think } from '../shared/bot/think.ts';
import { percentile } from '../shared/math/percentile.ts';
import { addPlayer } from '../shared/sim/addPlayer.ts';
import type { Command } from '../shared/sim/Command.ts';
import { createWorld } from '../shared/sim/createWorld.ts';
import { stepWorld } from '../shared/sim/stepWorld.ts';
import type { World } from '../shared/sim/World.ts';
import { readMap } from '../test/support/readMap.ts';

const PLAYER_COUNTS = [16, 64, 400];
/** So many steps of a player are measured at each count; the bots' thinking, which is not, takes most of the time. */
const MEASURED_PLAYER_TICKS = 96_000;
const MOST_TICKS = 3_000;
const WARM_UP_SHARE = 1 / 4;
/** Every fourth has nothing but a rocket launcher, which never runs out. */
const ROCKETEER_STRIDE = 4;

export interface StepResult {
  readonly players: number;
  /** In the air, on average. */
  readonly projectiles: number;
  readonly microsecondsPerStep: { readonly p50: number; readonly p99: number };
}

/**
 * Times `stepWorld` alone in matches that bots play on crossfire, a fourth of them with rocket launchers; their thinking is
 * not counted.
 */
export function benchStep(seed: number): StepResult[] {
  return PLAYER_COUNTS.map((players) => {
    const { micros, projectiles } = timeSteps(players, seed);
    const round = (value: number) => Math.round(value * 10) / 10;
    return {
      players,
      projectiles: round(projectiles),
      microsecondsPerStep: { p50: round(percentile(micros, 0.5)), p99: round(percentile(micros, 0.99)) },
    };
  });
}

function timeSteps(players: number, seed: number): { readonly micros: number[]; readonly projectiles: number } {
  const map = readMap('crossfire');
  const world = createWorld({ map, mode: 'deathmatch', seed, startTick: 0 });
  const brains = new Map(
    Array.from({ length: players }, (_, index) => {
      const id = `bot-${index}`;
      addPlayer(world, { id, name: id, bot: true });
      return [id, createBrain({ seed: seed + index, skill: 'normal', map })];
    }),
  );
  const rocketeers = [...brains.keys()].filter((_, index) => index % ROCKETEER_STRIDE === 0);
  const measuredTicks = Math.min(MOST_TICKS, MEASURED_PLAYER_TICKS / players);
  const warmUpTicks = measuredTicks * WARM_UP_SHARE;
  const micros: number[] = [];
  let inTheAir = 0;
  for (let tick = 0; tick < warmUpTicks + measuredTicks; tick++) {
    keepArmed(world, rocketeers);
    const commands = new Map<string, Command>();
    for (const [id, brain] of brains) commands.set(id, think(brain, botViewOfWorld(world, id)));
    const startedAt = performance.now();
    stepWorld(world, commands);
    if (tick < warmUpTicks) continue;
    micros.push((performance.now() - startedAt) * 1000);
    inTheAir += world.projectiles.size;
  }
  return { micros, projectiles: inTheAir / measuredTicks };
}

/** Gives the launcher back to whom a new life took it from. */
function keepArmed(world: World, rocketeers: readonly string[]): void {
  for (const id of rocketeers) {
    const player = world.players.get(id)!;
    if (player.rounds.rocket === Infinity) continue;
    player.rounds = { rocket: Infinity };
    player.weapon = 'rocket';
  }
}
