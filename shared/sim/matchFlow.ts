import { MODES } from '../defs/modes.ts';
import { MATCH_FLOW } from '../defs/tuning.ts';
import { sizeOfTeam } from './chooseTeam.ts';
import { modeRules } from './modes/modeRules.ts';
import { newTally } from './Player.ts';
import type { Phase } from './SimEvent.ts';
import { startAfresh } from './startAfresh.ts';
import { newTeams } from './Team.ts';
import type { World } from './World.ts';

/**
 * Moves a match through its phases: waiting → countdown → live → results. Until it is live everybody plays
 * to warm up, and nothing of that is kept.
 */
export function stepPhase(world: World): void {
  const enough = isComplete(world);
  const timeIsUp = world.tick >= world.phaseEndsAtTick;
  switch (world.phase) {
    case 'waiting':
      if (enough) enterPhase(world, 'countdown', countdownTicks(world));
      return;
    case 'countdown':
      if (!enough) enterPhase(world, 'waiting');
      else if (timeIsUp) beginMatch(world);
      return;
    case 'live':
      if (isDecided(world) || timeIsUp) endMatch(world);
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
  return countPeople(world) <= 1 ? MATCH_FLOW.countdownAloneTicks : MATCH_FLOW.countdownTicks;
}

function countPeople({ players }: World): number {
  return [...players.values()].filter((player) => !player.bot).length;
}

/** Whether there are enough to begin, and somebody in each team. */
function isComplete(world: World): boolean {
  const mode = MODES[world.mode];
  const { minPlayers } = mode;
  const { minPeople = mode.minPeople } = world.rules;
  if (world.players.size < minPlayers || countPeople(world) < minPeople) return false;
  return world.teams.every(({ number }) => sizeOfTeam(world, number) > 0);
}

function isDecided(world: World): boolean {
  const rules = modeRules(world.mode);
  for (const team of world.teams) team.isGone ||= sizeOfTeam(world, team.number) === 0;
  rules.onTick?.(world);
  return world.teams.some(({ isGone }) => isGone) || rules.isOver(world);
}

/** Everyone starts from nothing, at a spawn point of their own. */
function beginMatch(world: World): void {
  enterPhase(world, 'live', world.rules.timeLimitTicks);
  world.teams = newTeams(world.mode);
  for (const player of world.players.values()) Object.assign(player, newTally());
  startAfresh(world);
}

function endMatch(world: World): void {
  enterPhase(world, 'results', MATCH_FLOW.resultsTicks);
  world.projectiles.clear();
}
