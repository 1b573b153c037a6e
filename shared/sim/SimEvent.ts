import type { PickupId } from '../defs/pickups.ts';
import type { WeaponId } from '../defs/weapons.ts';
import type { Vec } from '../math/vec.ts';

export type Phase = 'waiting' | 'countdown' | 'live' | 'results';

/** One-shot facts of a tick: what is heard, seen to flash, or told in the kill feed. Places in units. */
export type SimEvent =
  | {
      readonly type: 'shot';
      readonly player: string;
      readonly weapon: WeaponId;
      readonly from: Vec;
      readonly ends: readonly Vec[];
    }
  | { readonly type: 'charge'; readonly player: string; readonly weapon: WeaponId; readonly at: Vec }
  | { readonly type: 'dash'; readonly player: string; readonly at: Vec }
  | {
      readonly type: 'hit';
      readonly attacker: string;
      readonly victim: string;
      readonly weapon: WeaponId;
      readonly damage: number;
      readonly at: Vec;
      readonly from: Vec;
    }
  | {
      readonly type: 'explosion';
      readonly projectile: number;
      readonly player: string;
      readonly weapon: WeaponId;
      readonly at: Vec;
    }
  | {
      readonly type: 'kill';
      readonly attacker: string;
      readonly victim: string;
      readonly weapon: WeaponId;
      readonly at: Vec;
    }
  | { readonly type: 'spawn'; readonly player: string; readonly at: Vec }
  | {
      readonly type: 'pickup';
      readonly player: string;
      readonly pickup: PickupId;
      readonly pad: number;
      readonly at: Vec;
    }
  | { readonly type: 'phase'; readonly phase: Phase }
  /** A round is over, and the next one begins at once. */
  | { readonly type: 'round'; readonly winner: number };
