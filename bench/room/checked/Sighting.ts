import type { ArenaSim } from '../workload/ArenaSim.ts';
import { QUARTERS_PER_UNIT, VIEW_HALF_HEIGHT, VIEW_HALF_WIDTH } from '../workload/rules.ts';

/** Everything a player sees at one tick, places in quarters of a unit. Travels between processes as JSON. */
export interface Sighting {
  readonly tick: number;
  readonly players: readonly (readonly [slot: number, x: number, y: number, aim: number, health: number])[];
  readonly shots: readonly (readonly [slot: number, x: number, y: number])[];
}

/** Every so many ticks what the checked client has is compared with the truth. */
export const CHECK_INTERVAL_TICKS = 15;

/** A shot is drawn where it must be by now, from its last known place and angle; so far off is right still. */
const SHOT_TOLERANCE_QUARTERS = 1.2 * QUARTERS_PER_UNIT;

/**
 * The truth, found by looking at every single thing: shares nothing with the grid and the lists that are checked by it.
 * @param viewer the slot of a player, or 'all' for who is shown the whole arena
 */
export function lookByForce(sim: ArenaSim, viewer: number | 'all'): Sighting {
  const isSeen = (x: number, y: number): boolean =>
    viewer === 'all' ||
    (Math.abs(x - sim.playerX[viewer]!) <= VIEW_HALF_WIDTH && Math.abs(y - sim.playerY[viewer]!) <= VIEW_HALF_HEIGHT);
  const players = Array.from(sim.playerX, (x, slot) => {
    return [slot, x, sim.playerY[slot]!, sim.aim[slot]!, sim.health[slot]!] as const;
  });
  const shots = Array.from(sim.flying.subarray(0, sim.flyingCount), (shot) => {
    return [shot, sim.shotX[shot]!, sim.shotY[shot]!] as const;
  });
  return {
    tick: sim.tick,
    players: players.filter(([, x, y]) => isSeen(x, y)),
    shots: shots.filter(([, x, y]) => isSeen(x, y)),
  };
}

/** How what a client has differs from the truth. */
export interface Verdict {
  /** Players and shots that were compared. */
  compared: number;
  /** Of them: those with other values, those that lack, and those too many. */
  wrong: number;
  /** The first of these in words. */
  firstMismatch?: string;
}

/** Compares exactly, but for the places of shots. */
export function compareSightings(truth: Sighting, seen: Sighting): Verdict {
  const verdict: Verdict = { compared: 0, wrong: 0 };
  const tell = (kind: string, slot: number, problem: string): void => {
    verdict.wrong += 1;
    verdict.firstMismatch ??= `tick ${truth.tick}, ${kind} ${slot}: ${problem}`;
  };
  const isSamePlayer = (a: readonly number[], b: readonly number[]): boolean => a.every((value, i) => value === b[i]);
  const isSameShot = (a: readonly number[], b: readonly number[]): boolean =>
    Math.hypot(a[1]! - b[1]!, a[2]! - b[2]!) <= SHOT_TOLERANCE_QUARTERS;
  verdict.compared += compareKind('player', { truth: truth.players, seen: seen.players, isSame: isSamePlayer, tell });
  verdict.compared += compareKind('shot', { truth: truth.shots, seen: seen.shots, isSame: isSameShot, tell });
  return verdict;
}

type Rows = readonly (readonly [slot: number, ...values: number[]])[];

interface Comparison {
  readonly truth: Rows;
  readonly seen: Rows;
  readonly isSame: (a: readonly number[], b: readonly number[]) => boolean;
  readonly tell: (kind: string, slot: number, problem: string) => void;
}

function compareKind(kind: string, { truth, seen, isSame, tell }: Comparison): number {
  const rest = new Map(seen.map((row) => [row[0], row]));
  for (const row of truth) {
    const found = rest.get(row[0]);
    rest.delete(row[0]);
    if (found === undefined) tell(kind, row[0], `is at ${row[1]}, ${row[2]}, and the client does not have it`);
    else if (!isSame(row, found)) tell(kind, row[0], `is ${row.join(' ')}, and the client has ${found.join(' ')}`);
  }
  for (const slot of rest.keys()) tell(kind, slot, 'is not to be seen, and the client has it');
  return truth.length + rest.size;
}
