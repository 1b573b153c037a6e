import type { ModeId } from '../defs/modes.ts';
import type { MatchRules } from '../defs/rules.ts';
import type { WeaponId } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import type { Prng } from '../math/prng.ts';
import type { Player } from './Player.ts';
import type { PositionHistory } from './PositionHistory.ts';
import type { Phase, SimEvent } from './SimEvent.ts';
import type { Flight } from './stepFlight.ts';
import type { Team } from './Team.ts';

/** A flying shot, where it is now: between two steps its tick is the world's. */
export interface Projectile extends Flight {
  readonly id: number;
  readonly owner: string;
  readonly weapon: WeaponId;
  /** The owner's own clock when it was fired: by it the owner's client finds the one it predicted. */
  readonly firedAt: number;
  /** The world's tick at which it goes off by itself. */
  readonly endsAtTick: number;
}

/** Whether what lies on a pad may be taken: from this tick on. One for each of the map's pads, in their order. */
export interface PickupState {
  availableAtTick: number;
}

/** The full truth of a match at one tick: plain data, changed by `stepWorld` and nothing else. */
export interface World {
  readonly map: ArenaMap;
  readonly mode: ModeId;
  readonly rules: MatchRules;
  readonly seed: number;
  tick: number;
  prng: Prng;
  phase: Phase;
  /** When the phase ends; 0 when no clock ends it. */
  phaseEndsAtTick: number;
  /** Team 1 and team 2; none in modes without teams. */
  teams: Team[];
  /** In id order. */
  players: Map<string, Player>;
  pickups: PickupState[];
  /** In id order. */
  projectiles: Map<number, Projectile>;
  nextProjectileId: number;
  history: PositionHistory;
  /** What happened in the last step. */
  events: SimEvent[];
}
