import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readReplay } from '../../../shared/replay/readReplay.ts';
import { verifyReplay } from '../../../shared/replay/verifyReplay.ts';
import { readMap } from '../../../tools/maps/readMap.ts';
import type { Part } from '../history/History.ts';

// A program of its own, to be started under the rules that the matches were played by: plays every replay in a folder
// again, and writes a line of JSON about each.
const folder = process.argv[2]!;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
for (const file of files.filter((name) => name.endsWith('.replay'))) console.log(JSON.stringify(readPart(file)));

function readPart(file: string): Omit<Part, 'type' | 'atMs'> {
  const matchId = /([0-9a-f-]{36})(\.from-\d+)?\.replay$/.exec(file)![1]!;
  const replay = readReplay(gunzipSync(readFileSync(join(folder, file))));
  const { startTick, map } = replay.header;
  const verdict = verifyReplay(replay, readMap(map));
  return {
    file,
    matchId,
    fromTick: startTick,
    toTick: startTick + replay.ticks.length,
    difference: verdict.ok ? undefined : `${verdict.entity} differs at tick ${verdict.tick}`,
  };
}
