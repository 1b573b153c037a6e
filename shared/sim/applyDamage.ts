import { VELOCITY } from '../defs/precision.ts';
import { VITALS } from '../defs/tuning.ts';
import type { WeaponId } from '../defs/weapons.ts';
import { clamp, type Vec } from '../math/vec.ts';
import { wireRound } from '../math/wireRound.ts';
import { modeRules } from './modes/modeRules.ts';
import { areTeamMates, type Player } from './Player.ts';
import type { World } from './World.ts';

/** What a shot or a blast would do to someone, before armour and protection. */
export interface Damage {
  readonly attacker: Player;
  readonly victim: Player;
  readonly weapon: WeaponId;
  /** Points of health. */
  amount: number;
  /** Speed given to the victim, units per second. */
  pushX: number;
  pushY: number;
  /** Where it struck, and where it came from. */
  readonly at: Vec;
  readonly from: Vec;
}

/** Does all harm of a tick, in the order it was dealt out; once dead, a victim takes no more. */
export function applyDamage(world: World, damage: readonly Damage[]): void {
  for (const claim of damage) {
    if (canHarm(world, claim)) harm(world, claim);
  }
}

function canHarm(world: World, { attacker, victim }: Damage): boolean {
  if (!victim.alive || victim.protectedUntilTick > world.tick) return false;
  return attacker === victim || !areTeamMates(attacker, victim);
}

function harm(world: World, claim: Damage): void {
  const { attacker, victim, weapon, at, from } = claim;
  const factor = attacker.doubleDamageUntilTick > world.tick ? VITALS.damageFactor : 1;
  const dealt = reduceVitals(victim, Math.round(claim.amount * factor));
  victim.vx = wireRound(victim.vx + claim.pushX, VELOCITY);
  victim.vy = wireRound(victim.vy + claim.pushY, VELOCITY);
  if (attacker !== victim) attacker.damageDealt += dealt;
  world.events.push({ type: 'hit', attacker: attacker.id, victim: victim.id, weapon, damage: dealt, at, from });
  if (victim.health === 0) kill(world, claim);
}

/** Takes a hit from armour and health, both whole numbers, and gives how much there was to take. */
function reduceVitals(victim: Player, amount: number): number {
  const absorbed = Math.min(victim.armour, Math.round(amount * VITALS.armourAbsorbs));
  const wounded = clamp(amount - absorbed, 0, victim.health);
  victim.armour -= absorbed;
  victim.health -= wounded;
  return absorbed + wounded;
}

function kill(world: World, { attacker, victim, weapon }: Damage): void {
  victim.alive = false;
  victim.respawnAtTick = world.tick + VITALS.respawnTicks;
  victim.vx = 0;
  victim.vy = 0;
  victim.hasteEndsAt = 0;
  victim.chargeEndsAt = 0;
  victim.doubleDamageUntilTick = 0;
  victim.deaths += 1;
  if (attacker !== victim) {
    attacker.kills += 1;
    attacker.streak += 1;
    attacker.bestStreak = Math.max(attacker.bestStreak, attacker.streak);
  }
  if (world.phase === 'live') modeRules(world.mode).onKill(world, attacker, victim);
  const at = { x: victim.x, y: victim.y };
  world.events.push({ type: 'kill', attacker: attacker.id, victim: victim.id, weapon, at });
}
