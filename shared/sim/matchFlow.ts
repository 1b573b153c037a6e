import { MODES } from '../defs/modes.ts';
import { MATCH_FLOW } from '../defs/tuning.ts';
import { modeRules } from './modes/modeRules.ts';
import { newTally } from './Player.ts';
import { PositionHistory } from './PositionHistory.ts';
import type { Phase } from './SimEvent.ts';
import { stepRespawns } from './stepRespawns.ts';
import type { World } from './World.ts';

/**
 * Moves a match through its phases: waiting → countdown → live → results. Until it is live everybody plays
 * to warm up, and nothing of that is kept.
 */
export function stepPhase(world: World): void {
  const { minPlayers, timeLimitTicks } = MODES[world.mode];
  const enough = world.players.size >= minPlayers;
  const timeIsUp = world.tick >= world.phaseEndsAtTick;
  switch (world.phase) {
    case 'waiting':
      if (enough) enterPhase(world, 'countdown', countdownTicks(world));
      return;
    case 'countdown':
      if (!enough) enterPhase(world, 'waiting');
      else if (timeIsUp) beginMatch(world, timeLimitTicks);
      return;
    case 'live':
      if (timeIsUp || modeRules(world.mode).isOver(world)) endMatch(world);
      return;
    case 'results':
  }
}

/** Whether results have been shown long enough, and the next match may begin in a world of its own. */
export function isMatchFinished(world: Readonly<World>): boolean {
  return world.phase === 'results' && world.tick >= world.phaseEndsAtTick;
}

/** @param ticks how long the phase lasts; without it no clock ends it */
function enterPhase(world: World, phase: Phase, ticks?: number): void {
  world.phase = phase;
  world.phaseEndsAtTick = ticks === undefined ? 0 : world.tick + ticks;
  world.events.push({ type: 'phase', phase });
}

function countdownTicks(world: World): number {
  const people = [...world.players.values()].filter((player) => !player.bot).length;
  return people <= 1 ? MATCH_FLOW.countdownAloneTicks : MATCH_FLOW.countdownTicks;
}

/** Everyone starts from nothing, at a spawn point of their own. */
function beginMatch(world: World, timeLimitTicks: number): void {
  enterPhase(world, 'live', timeLimitTicks);
  world.projectiles.clear();
  // Nobody is hit where they stood before.
  world.history = new PositionHistory();
  for (const pickup of world.pickups) pickup.availableAtTick = world.tick;
  for (const player of world.players.values()) {
    Object.assign(player, newTally());
    player.alive = false;
    player.respawnAtTick = world.tick;
  }
  stepRespawns(world);
}

function endMatch(world: World): void {
  enterPhase(world, 'results', MATCH_FLOW.resultsTicks);
  world.projectiles.clear();
}
