import type { ModeId } from '../defs/modes.ts';
import { rulesOf, type MatchRules } from '../defs/rules.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import { PositionHistory } from './PositionHistory.ts';
import { newTeams } from './Team.ts';
import type { World } from './World.ts';

export interface WorldOptions {
  readonly map: ArenaMap;
  readonly mode: ModeId;
  /** Absent: those of the mode. */
  readonly rules?: MatchRules | undefined;
  /** Any whole number; all chance in the match follows from it. */
  readonly seed: number;
  /** The tick the room's last match ended on, 0 for its first. */
  readonly startTick: number;
}

/** A world nobody has joined yet, waiting, with every pickup on its pad. */
export function createWorld({ map, mode, rules = rulesOf(mode), seed, startTick }: WorldOptions): World {
  return {
    map,
    mode,
    rules,
    seed,
    tick: startTick,
    prng: { state: seed >>> 0 },
    phase: 'waiting',
    phaseEndsAtTick: 0,
    teams: newTeams(mode),
    players: new Map(),
    pickups: map.pads.map(() => ({ availableAtTick: startTick })),
    projectiles: new Map(),
    nextProjectileId: 1,
    history: new PositionHistory(),
    events: [],
  };
}
