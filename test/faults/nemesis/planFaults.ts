import { nextFloat, nextInt, type Prng } from '../../../shared/math/prng.ts';

/** What happens to the service itself: one at a time, for what survives one need not survive two. */
export type ServiceFaultKind =
  'kill' | 'freeze' | 'terminate' | 'emptyRedis' | 'pauseRedis' | 'cutPubSub' | 'cutCommands';

/** What happens to single players, at any time. */
export type PlayerFaultKind = 'reset' | 'blackhole' | 'join' | 'leave' | 'vanish' | 'openPrivate';

/** What goes wrong, or comes and goes, and when. */
export interface Fault {
  readonly kind: ServiceFaultKind | PlayerFaultKind;
  /** From the beginning of the run. */
  readonly atMs: number;
  /** How long it lasts; 0 where that means nothing. */
  readonly lastsMs: number;
  /** In [0, 1): whom it hits among those there are by then. */
  readonly whom: number;
}

export interface Plan {
  readonly service: readonly Fault[];
  readonly players: readonly Fault[];
}

/** How long each lasts, and how long the service then gets before the next. */
const SERVICE_FAULTS: Readonly<Record<ServiceFaultKind, { fromMs: number; toMs: number; restMs: number }>> = {
  kill: { fromMs: 0, toMs: 0, restMs: 3500 },
  terminate: { fromMs: 0, toMs: 0, restMs: 3500 },
  freeze: { fromMs: 1000, toMs: 6000, restMs: 2000 },
  emptyRedis: { fromMs: 200, toMs: 3000, restMs: 4000 },
  pauseRedis: { fromMs: 1000, toMs: 5000, restMs: 3500 },
  cutPubSub: { fromMs: 0, toMs: 0, restMs: 1000 },
  cutCommands: { fromMs: 0, toMs: 0, restMs: 1500 },
};
const SERVICE_KINDS = Object.keys(SERVICE_FAULTS) as readonly ServiceFaultKind[];

const PLAYER_KINDS: readonly PlayerFaultKind[] = [
  ...(['reset', 'reset', 'blackhole', 'blackhole', 'join', 'join', 'leave', 'vanish', 'openPrivate'] as const),
];
const BLACKHOLE_MS = { from: 800, to: 3500 };
const PLAYER_PAUSE_MS = { from: 300, to: 1200 };

/** Everybody has joined and played for a moment before the first fault. */
const FIRST_AT_MS = 1000;

/** The faults of a run of so many milliseconds: the same for the same seed. Every kind comes before any comes again. */
export function planFaults(seed: number, runMs: number): Plan {
  const prng: Prng = { state: seed >>> 0 };
  return { service: planService(prng, runMs), players: planPlayers(prng, runMs) };
}

function planService(prng: Prng, runMs: number): Fault[] {
  const faults: Fault[] = [];
  let bag: ServiceFaultKind[] = [];
  for (let atMs = FIRST_AT_MS; atMs < runMs;) {
    if (bag.length === 0) bag = [...SERVICE_KINDS];
    const kind = bag.splice(nextInt(prng, bag.length), 1)[0]!;
    const { fromMs, toMs, restMs } = SERVICE_FAULTS[kind];
    const lastsMs = between(prng, fromMs, toMs);
    faults.push({ kind, atMs, lastsMs, whom: nextFloat(prng) });
    atMs += lastsMs + restMs;
  }
  return faults;
}

function planPlayers(prng: Prng, runMs: number): Fault[] {
  const faults: Fault[] = [];
  for (let atMs = FIRST_AT_MS; atMs < runMs; atMs += between(prng, PLAYER_PAUSE_MS.from, PLAYER_PAUSE_MS.to)) {
    const kind = PLAYER_KINDS[nextInt(prng, PLAYER_KINDS.length)]!;
    const lastsMs = kind === 'blackhole' ? between(prng, BLACKHOLE_MS.from, BLACKHOLE_MS.to) : 0;
    faults.push({ kind, atMs, lastsMs, whom: nextFloat(prng) });
  }
  return faults;
}

function between(prng: Prng, from: number, to: number): number {
  return Math.round(from + (to - from) * nextFloat(prng));
}
