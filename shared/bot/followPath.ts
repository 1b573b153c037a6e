import { ticksOf } from '../defs/rates.ts';
import { angleTo, distance } from '../math/vec.ts';
import type { BotView } from './BotView.ts';
import type { Brain } from './Brain.ts';
import { findPath } from './findPath.ts';
import { canWalkStraight } from './NavigationGrid.ts';

const PATH_PAUSE_TICKS = ticksOf(0.4);
const CORNER_UNITS = 12;
const ARRIVED_UNITS = 6;

/** The way to the next corner on the way to the goal; undefined when there, or when there is none. */
export function followPath(brain: Brain, view: BotView): number | undefined {
  const { self, tick } = view;
  passCorners(brain, view);
  const isLost = brain.path.length === 0 || !canWalkStraight(brain.map, self, brain.path[0]!);
  if (isLost && tick >= brain.nextPathTick) planPath(brain, view);
  const corner = brain.path[0];
  if (corner === undefined || distance(self, corner) < ARRIVED_UNITS) return undefined;
  return angleTo(self, corner);
}

/** Drops the corners that are behind, and those that can be cut. */
function passCorners(brain: Brain, view: BotView): void {
  const { path, map } = brain;
  while (path.length > 1) {
    const isReached = distance(view.self, path[0]!) < CORNER_UNITS;
    if (!isReached && !canWalkStraight(map, view.self, path[1]!)) return;
    path.shift();
  }
}

function planPath(brain: Brain, view: BotView): void {
  brain.nextPathTick = view.tick + PATH_PAUSE_TICKS;
  const path = brain.goal === undefined ? undefined : findPath(brain.map, view.self, brain.goal);
  brain.path = path ?? [];
  if (path === undefined) brain.goal = undefined;
}
