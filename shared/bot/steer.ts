import { ticksOf, TICK_SECONDS } from '../defs/rates.ts';
import { MOVEMENT } from '../defs/tuning.ts';
import { raycastWalls } from '../map/raycast.ts';
import { nextFloat } from '../math/prng.ts';
import { angleTo, clamp, distance, type Vec } from '../math/vec.ts';
import type { BotView } from './BotView.ts';
import type { Brain, Track } from './Brain.ts';
import { isRetreating } from './chooseGoal.ts';
import { targetOf } from './chooseTarget.ts';
import { dodgeProjectiles } from './dodgeProjectiles.ts';
import { followPath } from './followPath.ts';
import { canWalkStraight } from './NavigationGrid.ts';
import { WEAPON_HABITS } from './weaponHabits.ts';

/** The wish to move: a direction, and whether to dash in it. */
export interface Step {
  readonly radians: number;
  readonly dash: boolean;
}

const PROBE_UNITS = 44;
/** How far a dash carries, and the body before it. */
const DASH_UNITS = MOVEMENT.dashUnitsPerSecond * MOVEMENT.dashTicks * TICK_SECONDS + MOVEMENT.radiusUnits;
/** Chance to dash, in each tick one could. */
const DASH_CHANCE = { hit: 0.25, retreat: 0.05, travel: 0.004 } as const;
/** A pad so near is worth picking up in the middle of a fight. */
const DETOUR_UNITS = 160;
const STUCK_TICKS = ticksOf(0.7);
const STUCK_UNITS = 20;
const ESCAPE_TICKS = ticksOf(0.35);

/** The way a bot goes now; undefined to stand. */
export function steer(brain: Brain, view: BotView): Step | undefined {
  const dodge = brain.skill.dodgesProjectiles ? dodgeProjectiles(brain, view) : undefined;
  if (dodge !== undefined)
    return { radians: dodge.radians, dash: dodge.isUrgent && canDash(brain, view, dodge.radians) };
  if (view.tick < brain.escape.untilTick) return { radians: brain.escape.radians, dash: false };
  const target = targetOf(brain);
  const fights = target !== undefined && !prefersGoal(brain, view);
  const radians = fights ? circle(brain, view, target) : followPath(brain, view);
  if (radians === undefined) {
    brain.anchor = { x: view.self.x, y: view.self.y, tick: view.tick };
    return undefined;
  }
  watchForStuck(brain, view);
  return { radians, dash: wantsDash(brain, view) && canDash(brain, view, radians) };
}

/** Even with an enemy in sight: when hurt, or when something good lies at hand. */
function prefersGoal(brain: Brain, view: BotView): boolean {
  const { goal } = brain;
  if (goal === undefined || goal.kind !== 'pad') return false;
  return isRetreating(brain, view.self) || distance(view.self, goal) < DETOUR_UNITS;
}

/** Round the enemy at the distance the weapon likes, changing sides now and then and before walls. */
function circle(brain: Brain, view: BotView, target: Track): number {
  if (view.tick >= brain.strafeUntilTick) changeSide(brain, view.tick);
  const ahead = circleAngle(brain, view, target);
  if (isOpen(brain, view.self, ahead)) return ahead;
  changeSide(brain, view.tick);
  const back = circleAngle(brain, view, target);
  if (isOpen(brain, view.self, back)) return back;
  const towards = angleTo(view.self, target);
  return isOpen(brain, view.self, towards) ? towards : towards + Math.PI;
}

function circleAngle(brain: Brain, view: BotView, target: Track): number {
  const { keepUnits } = WEAPON_HABITS[view.self.weapon];
  const inward = clamp((distance(view.self, target) - keepUnits) / 90, -1, 1);
  const sideways = brain.strafe * (1 - 0.6 * Math.abs(inward));
  return angleTo(view.self, target) + Math.atan2(sideways, inward);
}

function changeSide(brain: Brain, tick: number): void {
  brain.strafe = -brain.strafe;
  const meanSeconds = 1 / brain.skill.strafeChangesPerSecond;
  brain.strafeUntilTick = tick + ticksOf(meanSeconds * (0.4 + 1.2 * nextFloat(brain.prng)));
}

function isOpen(brain: Brain, from: Readonly<Vec>, radians: number): boolean {
  const to = { x: from.x + Math.cos(radians) * PROBE_UNITS, y: from.y + Math.sin(radians) * PROBE_UNITS };
  return canWalkStraight(brain.map, from, to);
}

function wantsDash(brain: Brain, view: BotView): boolean {
  const { self, tick } = view;
  if (!brain.skill.usesDash || self.ownTick < self.dashReadyAt) return false;
  const isHit = view.sounds.some((sound) => sound.isHit);
  const isHunted = isRetreating(brain, self) && tick - brain.sound.tick < ticksOf(1);
  const chance = isHit ? DASH_CHANCE.hit : isHunted ? DASH_CHANCE.retreat : DASH_CHANCE.travel;
  return nextFloat(brain.prng) < chance;
}

function canDash(brain: Brain, view: BotView, radians: number): boolean {
  const { self } = view;
  const isReady = brain.skill.usesDash && self.ownTick >= self.dashReadyAt;
  return isReady && raycastWalls(brain.map, { x: self.x, y: self.y, radians }, DASH_UNITS) >= DASH_UNITS;
}

/** Wishing to move without getting anywhere: away in some open direction, and think again. */
function watchForStuck(brain: Brain, view: BotView): void {
  const { self, tick } = view;
  if (distance(self, brain.anchor) > STUCK_UNITS) brain.anchor = { x: self.x, y: self.y, tick };
  if (tick - brain.anchor.tick < STUCK_TICKS) return;
  let radians = nextFloat(brain.prng) * 2 * Math.PI;
  for (let i = 0; i < 8 && !isOpen(brain, self, radians); i++) radians += Math.PI / 4;
  brain.escape = { radians, untilTick: tick + ESCAPE_TICKS };
  brain.anchor = { x: self.x, y: self.y, tick };
  brain.path = [];
  brain.goal = undefined;
}
