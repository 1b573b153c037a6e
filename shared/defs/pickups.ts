import { ticksOf } from './rates.ts';
import type { WeaponId } from './weapons.ts';

export type PickupDef =
  | { readonly kind: 'weapon'; readonly weapon: WeaponId; readonly returnTicks: number }
  | { readonly kind: 'ammunition'; readonly returnTicks: number }
  | { readonly kind: 'health'; readonly amount: number; readonly returnTicks: number }
  | { readonly kind: 'armour'; readonly amount: number; readonly returnTicks: number }
  | { readonly kind: 'haste'; readonly effectTicks: number; readonly returnTicks: number }
  | { readonly kind: 'doubleDamage'; readonly effectTicks: number; readonly returnTicks: number };

export type PickupId =
  | Exclude<WeaponId, 'pistol'>
  | 'ammunition' | 'health25' | 'health75' | 'armour25' | 'armour100' | 'haste' | 'doubleDamage';

/** Maps place these by id (docs/modding.md). */
export const PICKUPS: Readonly<Record<PickupId, PickupDef>> = {
  smg: { kind: 'weapon', weapon: 'smg', returnTicks: ticksOf(12) },
  shotgun: { kind: 'weapon', weapon: 'shotgun', returnTicks: ticksOf(12) },
  railgun: { kind: 'weapon', weapon: 'railgun', returnTicks: ticksOf(20) },
  rocket: { kind: 'weapon', weapon: 'rocket', returnTicks: ticksOf(18) },
  grenade: { kind: 'weapon', weapon: 'grenade', returnTicks: ticksOf(15) },
  ammunition: { kind: 'ammunition', returnTicks: ticksOf(12) },
  health25: { kind: 'health', amount: 25, returnTicks: ticksOf(12) },
  health75: { kind: 'health', amount: 75, returnTicks: ticksOf(25) },
  armour25: { kind: 'armour', amount: 25, returnTicks: ticksOf(15) },
  armour100: { kind: 'armour', amount: 100, returnTicks: ticksOf(30) },
  haste: { kind: 'haste', effectTicks: ticksOf(12), returnTicks: ticksOf(45) },
  doubleDamage: { kind: 'doubleDamage', effectTicks: ticksOf(10), returnTicks: ticksOf(60) },
};

export const PICKUP_IDS = Object.keys(PICKUPS) as readonly PickupId[];
export const PICKUP_RADIUS_UNITS = 18;

/** Share of a weapon's `startRounds` that a box of ammunition adds to each weapon one carries. */
export const AMMUNITION_SHARE = 0.5;

