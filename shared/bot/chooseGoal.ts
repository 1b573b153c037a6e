import { PICKUPS, type PickupDef } from '../defs/pickups.ts';
import { ticksOf, TICK_RATE } from '../defs/rates.ts';
import { MOVEMENT, VITALS } from '../defs/tuning.ts';
import { WEAPON_IDS, WEAPONS, type WeaponId } from '../defs/weapons.ts';
import { angleDifference } from '../math/angle.ts';
import { nextFloat, nextInt } from '../math/prng.ts';
import { angleTo, distance, type Vec } from '../math/vec.ts';
import { canHold } from '../sim/stepTrigger.ts';
import type { BotSelf, BotView } from './BotView.ts';
import type { Brain, Goal } from './Brain.ts';
import { lostEnemy, targetOf } from './chooseTarget.ts';

const GOAL_TICKS = ticksOf(14);
const ARRIVED_UNITS = 20;
/** Added to every distance, so that a trifle at one's feet does not beat a prize round the corner. */
const BASE_UNITS = 250;
/** Ways are this much longer than the straight line. */
const DETOUR_FACTOR = 1.3;
const RETREAT_HEALTH_FACTOR = 6;
const CHASE_WORTH = 110;
const HUNT_WORTH = 75;
const ROAM_WORTH = 18;
/** One who is armed already would rather fight than collect. */
const WEAPON_WORTH = { unarmed: 65, armed: 28, short: 18 } as const;
const HEARD_TICKS = ticksOf(3);
const HEARD_CONE_RADIANS = 0.7;

/** Keeps or renews the place a brain wants to be at. */
export function chooseGoal(brain: Brain, view: BotView): void {
  if (brain.goal !== undefined && isStillGood(brain, view, brain.goal)) return;
  brain.goal = pickGoal(brain, view);
  brain.path = [];
}

/** Hurt enough to break off: what it wants then is health. */
export function isRetreating(brain: Brain, self: BotSelf): boolean {
  return self.health < brain.skill.retreatHealth;
}

function isStillGood(brain: Brain, view: BotView, goal: Goal): boolean {
  if (view.tick > goal.untilTick) return false;
  if (isRetreating(brain, view.self) && !isHealth(brain, goal) && padReadyAhead(brain, view, isHealthPad)) return false;
  if (goal.pad >= 0) return isReadyOnArrival(brain, view, goal.pad);
  if (goal.kind === 'roam' && targetOf(brain) === undefined && lostEnemy(brain, view.tick) !== undefined) return false;
  return distance(view.self, goal) > ARRIVED_UNITS;
}

function pickGoal(brain: Brain, view: BotView): Goal {
  const { self, tick } = view;
  let best: Goal = roamGoal(brain, tick);
  let bestScore = (ROAM_WORTH / (BASE_UNITS + distance(self, best) * 0.3)) * whim(brain);
  const consider = (goal: Goal, worth: number): void => {
    const score = (worth / (BASE_UNITS + distance(self, goal) * DETOUR_FACTOR)) * whim(brain);
    if (score <= bestScore) return;
    best = goal;
    bestScore = score;
  };
  brain.map.pads.forEach(({ x, y, pickup }, pad) => {
    if (!isReadyOnArrival(brain, view, pad)) return;
    consider({ kind: 'pad', x, y, pad, untilTick: tick + GOAL_TICKS }, worthOf(brain, self, PICKUPS[pickup]));
  });
  if (isRetreating(brain, self)) return best;
  const lost = lostEnemy(brain, tick);
  if (lost !== undefined) consider(goalAt(lost, 'chase', tick), CHASE_WORTH);
  const heard = heardPlace(brain, view);
  if (heard !== undefined) consider(goalAt(heard, 'chase', tick), HUNT_WORTH);
  return best;
}

/** People do not weigh exactly, and not everyone goes the same way. */
function whim(brain: Brain): number {
  return 0.6 + 0.8 * nextFloat(brain.prng);
}

function goalAt({ x, y }: Readonly<Vec>, kind: 'chase' | 'roam', tick: number): Goal {
  return { kind, x, y, pad: -1, untilTick: tick + GOAL_TICKS };
}

function roamGoal(brain: Brain, tick: number): Goal {
  const { pads, spawns } = brain.map;
  const at = nextInt(brain.prng, pads.length + spawns.length);
  return goalAt(pads[at] ?? spawns[at - pads.length]!, 'roam', tick);
}

/** The nearest known place where a shot was heard lately. */
function heardPlace(brain: Brain, view: BotView): Vec | undefined {
  if (view.tick - brain.sound.tick > HEARD_TICKS) return undefined;
  let nearest: Vec | undefined;
  for (const place of [...brain.map.pads, ...brain.map.spawns]) {
    const off = Math.abs(angleDifference(brain.sound.radians, angleTo(view.self, place)));
    const units = distance(view.self, place);
    if (off > HEARD_CONE_RADIANS || units < 3 * MOVEMENT.radiusUnits) continue;
    if (nearest === undefined || units < distance(view.self, nearest)) nearest = place;
  }
  return nearest;
}

function isReadyOnArrival(brain: Brain, view: BotView, pad: number): boolean {
  const seconds = (distance(view.self, brain.map.pads[pad]!) * DETOUR_FACTOR) / MOVEMENT.runUnitsPerSecond;
  return (brain.padReadyAt[pad] ?? 0) <= view.tick + seconds * TICK_RATE;
}

function padReadyAhead(brain: Brain, view: BotView, isWanted: (def: PickupDef) => boolean): boolean {
  return brain.map.pads.some(({ pickup }, pad) => isWanted(PICKUPS[pickup]) && isReadyOnArrival(brain, view, pad));
}

function isHealthPad(def: PickupDef): boolean {
  return def.kind === 'health';
}

function isHealth(brain: Brain, goal: Goal): boolean {
  const pad = brain.map.pads[goal.pad];
  return pad !== undefined && isHealthPad(PICKUPS[pad.pickup]);
}

/** What a pickup is worth to a body in this state; 0 when it is good for nothing. */
function worthOf(brain: Brain, self: BotSelf, def: PickupDef): number {
  switch (def.kind) {
    case 'weapon':
      return weaponWorth(self, def.weapon);
    case 'ammunition':
      return WEAPON_IDS.some((id) => canHold(self, id) && isShort(self, id)) ? 25 : 0;
    case 'health': {
      const gain = Math.min(def.amount, VITALS.maxHealth - self.health);
      return gain * (isRetreating(brain, self) ? RETREAT_HEALTH_FACTOR : 1);
    }
    case 'armour':
      return Math.min(def.amount, VITALS.maxArmour - self.armour) * 0.7;
    case 'haste':
      return 40;
    case 'doubleDamage':
      return 70;
  }
}

function weaponWorth(self: BotSelf, weapon: WeaponId): number {
  if (canHold(self, weapon)) return isShort(self, weapon) ? WEAPON_WORTH.short : 0;
  const isArmed = WEAPON_IDS.some((id) => id !== 'pistol' && canHold(self, id));
  return isArmed ? WEAPON_WORTH.armed : WEAPON_WORTH.unarmed;
}

function isShort(self: BotSelf, weapon: WeaponId): boolean {
  return (self.rounds[weapon] ?? 0) < WEAPONS[weapon].startRounds / 2;
}
