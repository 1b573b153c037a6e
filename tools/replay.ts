import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { MAP_IDS } from '../shared/defs/maps.ts';
import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import { readReplay } from '../shared/replay/readReplay.ts';
import type { Replay } from '../shared/replay/Replay.ts';
import { verifyReplay } from '../shared/replay/verifyReplay.ts';
import { readMap } from './maps/readMap.ts';

const USAGE = `Usage: npm run replay -- verify FILE
Plays a recorded match again. Exit code 0 and its hash when it goes the same way,
1 and the first tick and entity that differ when not, 2 when FILE cannot be read.`;

/** A match of the largest arena for its longest time stays well below this. */
const LARGEST_REPLAY_BYTES = 256 * 2 ** 20;

/** Reads a replay, plain or gzip-compressed. Throws an Error a person can read. */
function loadReplay(file: string): Replay {
  const bytes = readFileSync(file);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return readReplay(isGzip ? gunzipSync(bytes, { maxOutputLength: LARGEST_REPLAY_BYTES }) : bytes);
}

function readPlayedMap(id: string): ArenaMap {
  if (!MAP_IDS.some((known) => known === id))
    throw new Error(`The replay names no map of ours: ${JSON.stringify(id)}.`);
  return readMap(id);
}

/** Describes the outcome and gives the exit code. */
function reportVerdict(replay: Replay, map: ArenaMap): number {
  const verdict = verifyReplay(replay, map);
  if (verdict.ok) {
    console.log(`ok: ${verdict.ticks} ticks, hash ${verdict.hash.toString(16).padStart(8, '0')}`);
    return 0;
  }
  if (verdict.entity === 'map') {
    console.log(`differs before tick ${verdict.tick}: map ${map.id} is not the one it was played on`);
  } else {
    console.log(`differs at tick ${verdict.tick}: ${verdict.entity}`);
  }
  console.log(`recorded ${replay.header.startedAt} by build ${replay.header.build}`);
  return 1;
}

function main([verb, file, ...rest]: readonly string[]): number {
  if (verb !== 'verify' || file === undefined || rest.length > 0) {
    console.error(USAGE);
    return 2;
  }
  try {
    const replay = loadReplay(file);
    return reportVerdict(replay, readPlayedMap(replay.header.map));
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
