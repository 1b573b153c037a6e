import type { WeaponId } from '../defs/weapons.ts';
import type { Vec } from '../math/vec.ts';
import type { SimEvent } from '../sim/SimEvent.ts';

type SimEventOf<Type extends SimEvent['type']> = Extract<SimEvent, { readonly type: Type }>;

/** What is heard of something out of sight. */
export interface NoiseEvent {
  readonly type: 'noise';
  readonly sound: 'shot' | 'charge' | 'dash' | 'explosion' | 'step';
  /** What fired or burst; absent for other sounds. */
  readonly weapon?: WeaponId;
  /** From the ear towards the sound, roughly (`HEARING.directions`). */
  readonly radians: number;
  /** 0…1, roughly (`HEARING.loudnessSteps`). */
  readonly loudness: number;
}

/**
 * A shot as it is seen: its rays end where they go out of sight. Of one whose shooter is out of sight only that part of its
 * flight which is in sight, and `player` is ''.
 */
export type ShotEvent = SimEventOf<'shot'>;

export interface HitEvent {
  readonly type: 'hit';
  /** '' for somebody out of sight. */
  readonly attacker: string;
  readonly victim: string;
  readonly weapon: WeaponId;
  readonly damage: number;
  /** Where the victim stood, and from there the direction of where the harm came from; absent for one who does not see it. */
  readonly at?: Vec;
  readonly radians?: number;
}

/** Everyone hears of a kill; `at` is there for those who saw it. */
export type KillEvent = Omit<SimEventOf<'kill'>, 'at'> & { readonly at?: Vec };

/** One-shot facts as a client is told them: those of the simulation, as far as it may know them. */
export type GameEvent = Exclude<SimEvent, { readonly type: 'hit' | 'kill' }> | HitEvent | KillEvent | NoiseEvent;
