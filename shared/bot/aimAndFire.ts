import { ticksOf, TICK_SECONDS } from '../defs/rates.ts';
import { MOVEMENT } from '../defs/tuning.ts';
import { WEAPONS, type ProjectileDef, type WeaponDef } from '../defs/weapons.ts';
import { raycastWalls } from '../map/raycast.ts';
import { angleDifference, normalizeAngle } from '../math/angle.ts';
import { nextInt, nextNormal } from '../math/prng.ts';
import { angleTo, clamp, distance, type Vec } from '../math/vec.ts';
import type { BotView } from './BotView.ts';
import type { Brain, Track } from './Brain.ts';
import { lostEnemy, targetOf } from './chooseTarget.ts';
import { flightSeconds, reachUnits } from './flightReach.ts';
import { WEAPON_HABITS } from './weaponHabits.ts';

/** Share of the missing turn that is made in one tick: the hand slows down as it arrives. */
const TURN_SHARE = 0.3;
/** What that slowing costs against a moving enemy, made up for by leading it. */
const TURN_LAG_TICKS = 2;
/** How long a hand errs to the same side, from and to; and how fast it drifts there, so that it never shakes. */
const ERROR_TICKS = { min: ticksOf(0.25), max: ticksOf(0.7) } as const;
const ERROR_DRIFT_SHARE = 0.12;
const CALM_TURN_FACTOR = 0.6;
const LISTEN_TICKS = ticksOf(0.9);
/** Nearer than this to a wall, a blast hurts its owner more than anyone. */
const BLAST_CLEAR_UNITS = 110;
const LOOK_AHEAD_UNITS = 60;

/** Turns the aim of a brain towards what it fights, fears or walks to, at the pace of its skill. */
export function moveAim(brain: Brain, view: BotView): void {
  driftError(brain, view.tick);
  const target = targetOf(brain);
  const limit = brain.skill.turnRadiansPerTick * (target === undefined ? CALM_TURN_FACTOR : 1);
  const wished = target === undefined ? watchedAngle(brain, view) : targetAngle(brain, view, target);
  if (wished === undefined) return;
  const turn = angleDifference(brain.aim, wished) * TURN_SHARE;
  brain.aim = normalizeAngle(brain.aim + clamp(turn, -limit, limit));
}

/** Whether a bot pulls the trigger: an enemy in sight, where it thinks it aims, and no wall before it. */
export function wantsFire(brain: Brain, view: BotView): boolean {
  const target = targetOf(brain);
  if (target === undefined) return false;
  const { self } = view;
  const def = WEAPONS[self.weapon];
  const units = distance(self, target);
  if (units > reachUnits(def)) return false;
  const off = Math.abs(angleDifference(brain.aim, targetAngle(brain, view, target)));
  const tolerance = Math.atan2(MOVEMENT.radiusUnits, units) + WEAPON_HABITS[self.weapon].forgivesRadians;
  return off <= tolerance && hasClearShot(brain, self, units, def);
}

function driftError(brain: Brain, tick: number): void {
  if (tick >= brain.nextAimErrorTick) {
    brain.nextAimError = brain.skill.aimErrorRadians * nextNormal(brain.prng);
    brain.nextAimErrorTick = tick + ERROR_TICKS.min + nextInt(brain.prng, ERROR_TICKS.max - ERROR_TICKS.min);
  }
  brain.aimError += (brain.nextAimError - brain.aimError) * ERROR_DRIFT_SHARE;
}

/** Where the hand of the bot believes the shot must go: at the right place, but for its error. */
function targetAngle(brain: Brain, view: BotView, target: Track): number {
  const { self } = view;
  const def = WEAPONS[self.weapon];
  const flight = def.kind === 'projectile' ? interceptSeconds(self, target, def) : 0;
  const place = leadPlace(brain, target, flight + TURN_LAG_TICKS * TICK_SECONDS);
  return normalizeAngle(angleTo(self, place) + brain.aimError);
}

/** How long a shot flies until it meets a target that goes on as it goes. */
function interceptSeconds(from: Readonly<Vec>, target: Track, def: ProjectileDef): number {
  let seconds = flightSeconds(def, distance(from, target));
  for (let i = 0; i < 3; i++) {
    const place = { x: target.x + target.vx * seconds, y: target.y + target.vy * seconds };
    seconds = flightSeconds(def, distance(from, place));
  }
  return seconds;
}

/** Where a target will be, if no wall stops it. */
function leadPlace(brain: Brain, target: Track, seconds: number): Vec {
  const speed = Math.hypot(target.vx, target.vy);
  const radians = Math.atan2(target.vy, target.vx);
  const units = raycastWalls(brain.map, { x: target.x, y: target.y, radians }, speed * seconds);
  return { x: target.x + Math.cos(radians) * units, y: target.y + Math.sin(radians) * units };
}

function hasClearShot(brain: Brain, self: Readonly<Vec>, units: number, def: WeaponDef): boolean {
  const needed = def.kind === 'projectile' ? Math.max(BLAST_CLEAR_UNITS, units * 0.7) : units - MOVEMENT.radiusUnits;
  const ray = { x: self.x, y: self.y, radians: brain.aim };
  return raycastWalls(brain.map, ray, needed) >= needed;
}

/** With nobody to fight: where someone was lost, where a shot came from, or where the way goes. */
function watchedAngle(brain: Brain, view: BotView): number | undefined {
  const { self, tick } = view;
  if (tick - brain.sound.tick < LISTEN_TICKS) return brain.sound.radians;
  const lost = lostEnemy(brain, tick);
  if (lost !== undefined && distance(self, lost) > LOOK_AHEAD_UNITS) return angleTo(self, lost);
  const corner = brain.path.find((place) => distance(self, place) > LOOK_AHEAD_UNITS);
  return corner === undefined ? undefined : angleTo(self, corner);
}
