import { formatTable } from './formatTable.ts';
import { benchNetcode } from './netcode.ts';
import { USAGE, parseBenchArguments, type BenchArguments } from './parseBenchArguments.ts';
import { runRoomBench, runRoomsBench, type Manner as RoomManner } from './room/runRoomBench.ts';
import { benchStep } from './step.ts';
import { benchSurvival, type PartResult } from './survival/benchSurvival.ts';

await main();

/** Prints each result: as one JSON object, or for people, some one a line and those of many columns in tables. */
async function main(): Promise<void> {
  const args = readArguments();
  const { names, sizes, json } = args;
  const { seed } = sizes;
  if (!json) console.log(`Node ${process.versions.node}, ${process.platform}, seed ${seed}`);
  if (names.includes('step')) printResults('step', benchStep(seed), { seed, json });
  if (names.includes('netcode')) printResults('netcode', await benchNetcode(seed), { seed, json });
  try {
    await runLongBenches(args);
  } catch (error) {
    fail(error);
  }
}

async function runLongBenches({
  names,
  parts,
  sizes,
  room,
  rooms,
  playersPerRoom,
  json,
}: BenchArguments): Promise<void> {
  const { seed } = sizes;
  const manner: RoomManner = {
    isJson: json,
    print: (line) => console.log(line),
    tell: (progress) => void process.stderr.write(`${progress}\n`),
  };
  if (names.includes('room')) await runRoomBench(room, manner);
  if (names.includes('rooms')) await runRoomsBench(rooms, playersPerRoom, manner);
  if (!names.includes('survival')) return;
  for await (const result of benchSurvival(parts, sizes)) printPart(result, { seed, json });
}

interface Manner {
  readonly seed: number;
  readonly json: boolean;
}

function printResults(bench: string, results: readonly object[], { seed, json }: Manner): void {
  for (const result of results) {
    console.log(json ? JSON.stringify({ bench, seed, ...result }) : `${bench} ${format(result)}`);
  }
}

function printPart({ part, rows }: PartResult, manner: Manner): void {
  const results = rows.map((row) => ({ part, ...row }));
  if (manner.json) printResults('survival', results, manner);
  else console.log(`\nsurvival ${part}\n\n${formatTable(rows)}`);
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
