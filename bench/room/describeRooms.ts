import type { Row } from '../survival/Sizes.ts';
import type { CostFit } from './fitCost.ts';
import type { ContenderName } from './RunSetup.ts';
import type { OpenLoopSummary, Ratio, Summary } from './summarize.ts';
import { TICK_RATE } from './workload/rules.ts';

/** How the cost of a contender grows, for each that ran with several numbers of clients. */
export type Fits = ReadonlyMap<ContenderName, CostFit>;

/** The objects of `--json`: numbers as they are, ratios as medians with their range beside them, null for what was not measured. */
export function toJson({ openLoop, firstMismatch, ...summary }: Summary): object {
  const { toPlainWs, toStateview, toFloor } = summary;
  const ratios = { toPlainWs, toStateview, toFloor };
  const medians = Object.entries(ratios).map(([name, ratio]) => [name, ratio?.median ?? null]);
  const ranges = Object.entries(ratios).map(([name, ratio]) => [`${name}Range`, ratio ? [ratio.min, ratio.max] : null]);
  return {
    ...summary,
    ...Object.fromEntries([...medians, ...ranges]),
    bytesToPlainWs: summary.bytesToPlainWs ?? null,
    bytesToNaive: summary.bytesToNaive ?? null,
    noisy: summary.noisy ?? null,
    ...openLoop,
    ...(firstMismatch === undefined ? {} : { firstMismatch }),
  };
}

/** The rows of the table of one number of clients, for people. */
export function toRows(summaries: readonly Summary[]): Row[] {
  return summaries.map((summary) => ({
    contender: summary.contender,
    clients: summary.n,
    'CPU ms/tick': round(summary.cpuMsPerTick),
    'user/sys': `${round(summary.userMsPerTick)}/${round(summary.systemMsPerTick)}`,
    'CPU to plain-ws': describeRatio(summary.toPlainWs),
    'CPU to stateview': describeRatio(summary.toStateview),
    'CPU to floor': describeRatio(summary.toFloor),
    'bytes/patch': Math.round(summary.bytesPerPatch),
    'bytes to plain-ws': describeNumber(summary.bytesToPlainWs),
    'bytes to naive': describeNumber(summary.bytesToNaive),
    'GC ms/tick': round(summary.gcMsPerTick),
    'RSS MB': Math.round(summary.rssMb),
    'inputs/tick': round(summary.inputsPerTick),
    stalls: summary.stalls,
    verified: summary.verified,
    wrong: summary.wrong,
  }));
}

/** What the same runs say of pacing; none for lock-step. */
export function toOpenLoopRows(summaries: readonly Summary[]): Row[] {
  return summaries.flatMap(({ contender, n, openLoop }) => {
    return openLoop === undefined ? [] : [{ contender, clients: n, ...describeOpenLoop(openLoop) }];
  });
}

/** What a core could carry if it did nothing else; plan with 60 % of it. */
export function toCapacityRows(summaries: readonly Summary[]): Row[] {
  return summaries.map(({ contender, n, rooms, cpuMsPerTick }) => {
    const { microsecondsPerRoomTick, roomsPerCore, playersPerCore } = capacityOf({ n, rooms, cpuMsPerTick });
    return {
      contender,
      rooms,
      'µs per room and tick': Math.round(microsecondsPerRoomTick),
      'rooms a core': Math.floor(roomsPerCore),
      'players a core': Math.floor(playersPerCore),
    };
  });
}

/** At 30 ticks a second, with nothing to spare. */
export function capacityOf({ n, rooms, cpuMsPerTick }: Pick<Summary, 'n' | 'rooms' | 'cpuMsPerTick'>): {
  readonly microsecondsPerRoomTick: number;
  readonly roomsPerCore: number;
  readonly playersPerCore: number;
} {
  const coresUsed = (cpuMsPerTick * TICK_RATE) / 1000;
  return {
    microsecondsPerRoomTick: (cpuMsPerTick / rooms) * 1000,
    roomsPerCore: rooms / coresUsed,
    playersPerCore: n / coresUsed,
  };
}

/** The growth of each contender's cost, and how its square part compares with that of `plain-ws`. */
export function toFitRows(fits: Fits): Row[] {
  const plain = fits.get('plain-ws');
  return Array.from(fits, ([contender, { perClientMs, perPairMs }]) => ({
    contender,
    'a: µs per client': round(perClientMs * 1e3),
    'b: ns per client²': round(perPairMs * 1e6),
    'b to plain-ws': describeNumber(plain && perPairMs / plain.perPairMs),
  }));
}

/** What a reader has to know before the ratios of these; empty when they can be taken as they are. */
export function describeNoise([first]: readonly Summary[]): string {
  if (first?.noisy === true)
    return 'NOISY: CPU ratios are indicative; bytes and correctness do not depend on the machine.';
  return first?.noisy === undefined
    ? 'How noisy the machine was is unknown: that takes floor and several repetitions.'
    : '';
}

function describeOpenLoop(loop: OpenLoopSummary): Row {
  return {
    Hz: round(loop.hz),
    '% of a core': Math.round(loop.corePercent),
    'tick p50 ms': round(loop.tickP50Ms),
    'tick p99 ms': round(loop.tickP99Ms),
    'late p99 ms': round(loop.latenessP99Ms),
    'event loop p99 ms': round(loop.loopDelayP99Ms),
  };
}

function describeRatio(ratio: Ratio | undefined): string {
  return ratio === undefined ? '-' : `${round(ratio.median)} [${round(ratio.min)}–${round(ratio.max)}]`;
}

function describeNumber(value: number | undefined): number | string {
  return value === undefined ? '-' : round(value);
}

/** To three digits, or to a whole number where that has more. */
function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
