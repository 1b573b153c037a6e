import { ticksOf } from '../defs/rates.ts';
import { WEAPON_IDS, type WeaponId } from '../defs/weapons.ts';
import { distance } from '../math/vec.ts';
import { canHold } from '../sim/stepTrigger.ts';
import type { BotView } from './BotView.ts';
import type { Brain } from './Brain.ts';
import { targetOf } from './chooseTarget.ts';
import { appealOf } from './weaponHabits.ts';

/** Another weapon has to be this much better than the one in hand. */
const SWITCH_FACTOR = 1.25;
const SWITCH_PAUSE_TICKS = ticksOf(0.75);
/** The distance one expects the next enemy at. */
const EXPECTED_UNITS = 280;

/** The weapon to change to, or undefined to keep the one in hand. */
export function chooseWeapon(brain: Brain, view: BotView): WeaponId | undefined {
  const { self, tick } = view;
  if (self.chargeEndsAt > 0 || tick < brain.nextSwitchTick) return undefined;
  const target = targetOf(brain);
  const units = target === undefined ? EXPECTED_UNITS : distance(self, target);
  let best = self.weapon;
  let bestAppeal = canHold(self, best) ? appealOf(best, units) * SWITCH_FACTOR : 0;
  for (const weapon of WEAPON_IDS) {
    if (!canHold(self, weapon) || appealOf(weapon, units) <= bestAppeal) continue;
    best = weapon;
    bestAppeal = appealOf(weapon, units);
  }
  if (best === self.weapon) return undefined;
  brain.nextSwitchTick = tick + SWITCH_PAUSE_TICKS;
  return best;
}
