import { formatTable } from '../formatTable.ts';
import { benchRoom, benchRooms, type RoomSizes } from './benchRoom.ts';
import {
  capacityOf,
  describeNoise,
  toCapacityRows,
  toFitRows,
  toJson,
  toOpenLoopRows,
  toRows,
  type Fits,
} from './describeRooms.ts';
import { fitCost } from './fitCost.ts';
import { describeEnvironment, readEnvironment, type Environment } from '../readEnvironment.ts';
import type { Summary } from './summarize.ts';

/** How results are to be told. */
export interface Manner {
  readonly isJson: boolean;
  readonly print: (line: string) => void;
  /** Takes each result, as `--json` prints it. */
  readonly keep: (result: object) => void;
  /** For people who wait. */
  readonly tell: (progress: string) => void;
}

/** Compares the contenders in one room. @throws an Error at the end when anything that a client was sent was wrong */
export async function runRoomBench(sizes: RoomSizes, manner: Manner): Promise<void> {
  const all = await runBench('room', { sizes, parts: benchRoom(sizes, manner.tell) }, manner);
  printFits(fitAll(all), manner);
  requireRight(all);
}

/** The same for several small rooms, and how many of them a core carries. */
export async function runRoomsBench(sizes: RoomSizes, playersPerRoom: number, manner: Manner): Promise<void> {
  const parts = benchRooms(sizes, playersPerRoom, manner.tell);
  requireRight(await runBench('rooms', { sizes, parts }, manner));
}

interface Running {
  readonly sizes: RoomSizes;
  readonly parts: AsyncIterable<Summary[]>;
}

async function runBench(bench: 'room' | 'rooms', { sizes, parts }: Running, manner: Manner): Promise<Summary[]> {
  const environment = readEnvironment();
  if (!manner.isJson) manner.print(`\n${bench}: ${describeEnvironment(environment)}`);
  const all: Summary[] = [];
  for await (const summaries of parts) {
    all.push(...summaries);
    tellResults(
      summaries.map((summary) => toResult(bench, summary, { seed: sizes.seed, environment })),
      manner,
    );
    if (!manner.isJson) printTables(bench, summaries, manner);
  }
  return all;
}

interface Circumstances {
  readonly seed: number;
  readonly environment: Environment;
}

function toResult(bench: 'room' | 'rooms', summary: Summary, { seed, environment }: Circumstances): object {
  const capacity = bench === 'rooms' ? capacityOf(summary) : {};
  return { bench, seed, ...toJson(summary), ...capacity, environment };
}

function tellResults(results: readonly object[], { isJson, print, keep }: Manner): void {
  for (const result of results) {
    keep(result);
    if (isJson) print(JSON.stringify(result));
  }
}

function printTables(bench: 'room' | 'rooms', summaries: readonly Summary[], { print }: Manner): void {
  const openLoop = toOpenLoopRows(summaries);
  print(`\n${formatTable(toRows(summaries))}`);
  if (openLoop.length > 0) print(`\n${formatTable(openLoop)}`);
  if (bench === 'rooms') print(`\n${formatTable(toCapacityRows(summaries))}`);
  const noise = describeNoise(summaries);
  if (noise !== '') print(`\n${noise}`);
}

function fitAll(all: readonly Summary[]): Fits {
  const names = new Set(all.map(({ contender }) => contender));
  return new Map(
    [...names].flatMap((name) => {
      const fit = fitCost(all.filter(({ contender }) => contender === name));
      return fit === undefined ? [] : [[name, fit] as const];
    }),
  );
}

function printFits(fits: Fits, manner: Manner): void {
  if (fits.size === 0) return;
  const plain = fits.get('plain-ws');
  const results = Array.from(fits, ([contender, fit]) => ({
    bench: 'room-fit',
    contender,
    ...fit,
    perPairToPlainWs: plain ? fit.perPairMs / plain.perPairMs : null,
  }));
  tellResults(results, manner);
  if (!manner.isJson) manner.print(`\nCPU ms/tick = a·N + b·N²\n\n${formatTable(toFitRows(fits))}`);
}

function requireRight(all: readonly Summary[]): void {
  const bad = all.find(({ wrong }) => wrong > 0);
  if (bad === undefined) return;
  const { contender, n, wrong, verified, firstMismatch } = bad;
  throw new Error(`${contender} with ${n} clients sent ${wrong} of ${verified} wrong; the first: ${firstMismatch}`);
}
