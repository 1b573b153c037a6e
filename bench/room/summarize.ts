import { percentile } from '../../shared/math/percentile.ts';
import type { RunResult } from './measureRun.ts';
import type { ContenderName } from './RunSetup.ts';

/** The runs of one repetition, back to back. */
export type Repetition = ReadonlyMap<ContenderName, RunResult>;

/** A median of several values with the least and the greatest of them. */
export interface Ratio {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What all repetitions say of one contender with so many clients. Ratios are absent when the other one did not run. */
export interface Summary {
  readonly contender: ContenderName;
  /** Clients in all. */
  readonly n: number;
  readonly rooms: number;
  /** Of the server process, user and system; medians. */
  readonly cpuMsPerTick: number;
  readonly userMsPerTick: number;
  readonly systemMsPerTick: number;
  /** CPU in relation to another contender in the same repetition. */
  readonly toPlainWs: Ratio | undefined;
  readonly toStateview: Ratio | undefined;
  readonly toFloor: Ratio | undefined;
  readonly bytesPerPatch: number;
  readonly bytesToPlainWs: number | undefined;
  readonly bytesToNaive: number | undefined;
  readonly gcMsPerTick: number;
  readonly rssMb: number;
  readonly inputsPerTick: number;
  readonly stalls: number;
  /** Players and shots of the checked client that were compared with the truth, in all repetitions, and those that were wrong. */
  readonly verified: number;
  readonly wrong: number;
  readonly firstMismatch: string | undefined;
  /** Whether the machine was too uneven for CPU ratios to be more than a hint; unknown without `floor` or repetitions. */
  readonly noisy: boolean | undefined;
  readonly openLoop: OpenLoopSummary | undefined;
}

export interface OpenLoopSummary {
  readonly hz: number;
  readonly corePercent: number;
  readonly tickP50Ms: number;
  readonly tickP99Ms: number;
  readonly latenessP99Ms: number;
  readonly loopDelayP99Ms: number;
}

/** `floor` is all alike in each repetition; when its cost varies by more, something else used the machine. */
const QUIET_SPREAD = 1.3;

/** One summary for each contender of the repetitions, in the order of `names`. */
export function summarize(repetitions: readonly Repetition[], names: readonly ContenderName[]): Summary[] {
  const noisy = isNoisy(repetitions);
  return names.map((name) => ({ ...summarizeOne(repetitions, name), noisy }));
}

function summarizeOne(repetitions: readonly Repetition[], contender: ContenderName): Omit<Summary, 'noisy'> {
  const runs = repetitions.map((repetition) => repetition.get(contender)!);
  const { rooms, playersPerRoom } = runs[0]!.setup;
  const median = (value: (run: RunResult) => number): number => medianOf(runs.map(value));
  const total = (value: (run: RunResult) => number): number => runs.reduce((sum, run) => sum + value(run), 0);
  const ratio = (other: ContenderName): Ratio | undefined => ratioOf(repetitions, contender, other);
  const bytes = (other: ContenderName): number | undefined => {
    const first = repetitions[0]!.get(other);
    return first && runs[0]!.bytesPerPatch / first.bytesPerPatch;
  };
  return {
    contender,
    n: rooms * playersPerRoom,
    rooms,
    cpuMsPerTick: median(cpuMsPerTick),
    userMsPerTick: median(({ userMs, ticks }) => userMs / ticks),
    systemMsPerTick: median(({ systemMs, ticks }) => systemMs / ticks),
    toPlainWs: ratio('plain-ws'),
    toStateview: ratio('stateview'),
    toFloor: ratio('floor'),
    bytesPerPatch: median(({ bytesPerPatch }) => bytesPerPatch),
    bytesToPlainWs: bytes('plain-ws'),
    bytesToNaive: bytes('naive'),
    gcMsPerTick: median(({ gcMs, ticks }) => gcMs / ticks),
    rssMb: median(({ rssMb }) => rssMb),
    inputsPerTick: median(({ inputs, ticks }) => inputs / ticks),
    stalls: total(({ stalls }) => stalls),
    verified: total(({ compared }) => compared),
    wrong: total(({ wrong }) => wrong),
    firstMismatch: runs.find(({ wrong }) => wrong > 0)?.firstMismatch,
    openLoop: summarizeOpenLoop(runs),
  };
}

function summarizeOpenLoop(runs: readonly RunResult[]): OpenLoopSummary | undefined {
  if (runs[0]!.setup.pacing !== 'open-loop') return undefined;
  const median = (value: (run: RunResult) => number): number => medianOf(runs.map(value));
  return {
    hz: median(({ ticks, wallMs }) => (ticks / wallMs) * 1000),
    corePercent: median(({ userMs, systemMs, wallMs }) => ((userMs + systemMs) / wallMs) * 100),
    tickP50Ms: median(({ tickMs = [] }) => percentile(tickMs, 0.5)),
    tickP99Ms: median(({ tickMs = [] }) => percentile(tickMs, 0.99)),
    latenessP99Ms: median(({ latenessMs = [] }) => percentile(latenessMs, 0.99)),
    loopDelayP99Ms: median(({ loopDelayP99Ms = 0 }) => loopDelayP99Ms),
  };
}

/** Of costs in the same repetition, never of the best of one and the best of the other. */
function ratioOf(repetitions: readonly Repetition[], of: ContenderName, to: ContenderName): Ratio | undefined {
  if (!repetitions[0]!.has(to)) return undefined;
  const ratios = repetitions.map((runs) => cpuMsPerTick(runs.get(of)!) / cpuMsPerTick(runs.get(to)!));
  return { median: medianOf(ratios), min: Math.min(...ratios), max: Math.max(...ratios) };
}

function isNoisy(repetitions: readonly Repetition[]): boolean | undefined {
  const floors = repetitions.flatMap((runs) => runs.get('floor') ?? []).map(cpuMsPerTick);
  return floors.length < 2 ? undefined : Math.max(...floors) / Math.min(...floors) > QUIET_SPREAD;
}

function cpuMsPerTick({ userMs, systemMs, ticks }: RunResult): number {
  return (userMs + systemMs) / ticks;
}

/** The middle value, or the middle between the two of them. */
function medianOf(values: readonly number[]): number {
  return (
    (percentile(values, 0.5) -
      percentile(
        values.map((value) => -value),
        0.5,
      )) /
    2
  );
}
