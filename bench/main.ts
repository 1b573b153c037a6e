import { join } from 'node:path';
import { benchEncode } from './encode.ts';
import { formatTable } from './formatTable.ts';
import { benchNetcode } from './netcode.ts';
import { USAGE, parseBenchArguments, type BenchArguments, type BenchName } from './parseBenchArguments.ts';
import { Recording } from './Recording.ts';
import { runRoomBench, runRoomsBench, type Manner as RoomManner } from './room/runRoomBench.ts';
import { benchPeople } from './people/benchPeople.ts';
import type { PartResult } from './runParts.ts';
import { benchStep } from './step.ts';
import { benchSurvival } from './survival/benchSurvival.ts';

const RESULTS = join(import.meta.dirname, 'results');

await main();

/** Prints each result: as one JSON object, or for people, some one a line and those of many columns in tables. */
async function main(): Promise<void> {
  const args = readArguments();
  const { names, sizes, json } = args;
  const { seed } = sizes;
  const recording = args.record ? new Recording(RESULTS, new Date()) : undefined;
  const manner: Manner = { seed, json, keep: (bench, result) => recording?.add(bench, result) };
  if (!json) console.log(`Node ${process.versions.node}, ${process.platform}, seed ${seed}`);
  if (names.includes('step')) printResults('step', benchStep(seed), manner);
  if (names.includes('encode')) printResults('encode', benchEncode(seed), manner);
  if (names.includes('netcode')) printResults('netcode', await benchNetcode(seed), manner);
  try {
    await runLongBenches(args, manner);
    for (const path of recording?.write() ?? []) process.stderr.write(`recorded in ${path}\n`);
  } catch (error) {
    fail(error);
  }
}

async function runLongBenches(args: BenchArguments, manner: Manner): Promise<void> {
  const { names, parts, sizes, room, rooms, playersPerRoom } = args;
  if (names.includes('room')) await runRoomBench(room, roomManner('room', manner));
  if (names.includes('rooms')) await runRoomsBench(rooms, playersPerRoom, roomManner('rooms', manner));
  if (names.includes('survival')) await printParts('survival', benchSurvival(parts.survival, sizes), manner);
  if (names.includes('people')) await printParts('people', benchPeople(parts.people, sizes), manner);
}

interface Manner {
  readonly seed: number;
  readonly json: boolean;
  /** Takes each result for the record, if one is kept. */
  readonly keep: (bench: BenchName, result: object) => void;
}

function roomManner(bench: BenchName, { json, keep }: Manner): RoomManner {
  return {
    isJson: json,
    print: (line) => console.log(line),
    keep: (result) => keep(bench, result),
    tell: (progress) => void process.stderr.write(`${progress}\n`),
  };
}

function printResults(bench: BenchName, results: readonly object[], manner: Manner): void {
  keepResults(bench, results, manner);
  if (!manner.json) for (const result of results) console.log(`${bench} ${format(result)}`);
}

async function printParts(bench: BenchName, parts: AsyncIterable<PartResult>, manner: Manner): Promise<void> {
  for await (const { part, rows } of parts) {
    const results = rows.map((row) => ({ part, ...row }));
    keepResults(bench, results, manner);
    if (!manner.json) console.log(`\n${bench} ${part}\n\n${formatTable(rows)}`);
  }
}

function keepResults(bench: BenchName, results: readonly object[], { seed, json, keep }: Manner): void {
  for (const result of results) {
    const whole = { bench, seed, ...result };
    keep(bench, whole);
    if (json) console.log(JSON.stringify(whole));
  }
}

function readArguments(): BenchArguments {
  try {
    return parseBenchArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${USAGE}\n`);
    fail(error);
  }
}

function format(result: object): string {
  return Object.entries(result)
    .map(([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(', ');
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
