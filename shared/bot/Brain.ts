import { BOT_SKILLS, type BotSkill, type BotSkillDef } from '../defs/bots.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import type { Prng } from '../math/prng.ts';
import type { Vec } from '../math/vec.ts';

/** What a bot remembers of an enemy it has seen. */
export interface Track extends Vec {
  /** Estimated from what was seen, in units per second. */
  vx: number;
  vy: number;
  seenTick: number;
  /** When it came into sight; a bot answers only after its reaction. */
  noticedTick: number;
  isProtected: boolean;
}

/** Where a bot wants to be. */
export interface Goal extends Readonly<Vec> {
  readonly kind: 'pad' | 'chase' | 'roam';
  /** The pad's place in the map's list, −1 for other goals. */
  readonly pad: number;
  readonly untilTick: number;
}

/** The mind of one bot on one map: plain data, so it can be copied, and the same seed thinks the same. */
export interface Brain {
  readonly map: ArenaMap;
  readonly skill: BotSkillDef;
  readonly prng: Prng;
  wasAlive: boolean;
  /** Where it looks. */
  aim: number;
  /** How far its hand is off now, in radians; it drifts towards the other, which changes at the tick. */
  aimError: number;
  nextAimError: number;
  nextAimErrorTick: number;
  readonly tracks: Map<string, Track>;
  /** The enemy it fights, '' for none. */
  target: string;
  /** When each pad is believed to be ready, as far as it was seen. */
  readonly padReadyAt: number[];
  sound: { radians: number; tick: number };
  goal: Goal | undefined;
  /** Corners still to be walked over, nearest first. */
  path: Vec[];
  /** No path is searched before, so thought stays cheap. */
  nextPathTick: number;
  /** 1 or −1: the side it circles its enemy on, until the tick. */
  strafe: number;
  strafeUntilTick: number;
  nextSwitchTick: number;
  /** Where it last got away from, and when: by this it knows it is stuck. */
  anchor: { x: number; y: number; tick: number };
  /** The way it frees itself, until the tick. */
  escape: { radians: number; untilTick: number };
}

/** What `createBrain` is told. */
export interface BrainOptions {
  readonly seed: number;
  readonly skill: BotSkill;
  readonly map: ArenaMap;
}

/** A mind that has seen nothing yet; a new match wants a new one. */
export function createBrain({ seed, skill, map }: BrainOptions): Brain {
  return {
    map,
    skill: BOT_SKILLS[skill],
    prng: { state: seed >>> 0 },
    wasAlive: false,
    aim: 0,
    aimError: 0,
    nextAimError: 0,
    nextAimErrorTick: 0,
    tracks: new Map(),
    target: '',
    padReadyAt: map.pads.map(() => 0),
    sound: { radians: 0, tick: -Infinity },
    goal: undefined,
    path: [],
    nextPathTick: 0,
    strafe: 1,
    strafeUntilTick: 0,
    nextSwitchTick: 0,
    anchor: { x: 0, y: 0, tick: 0 },
    escape: { radians: 0, untilTick: 0 },
  };
}
