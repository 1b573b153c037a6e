import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MAP_IDS, MAPS, type MapId } from '../shared/defs/maps.ts';
import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import { parseMap } from '../shared/map/parseMap.ts';
import { drawSight } from './maps/drawSight.ts';
import { encodePng } from './maps/encodePng.ts';
import { findMapProblems } from './maps/findMapProblems.ts';
import { measureSight, type Sight } from './maps/measureSight.ts';

const USAGE = `npm run maps -- check [--png DIR]
  Checks every map of shared/defs/maps.ts: that all is reachable, spawns are out of each other's sight, weapons
  are there and both ends are alike. With --png, draws into DIR how much of the map each place sees.`;

/** Runs the command line and gives the exit code: 0 when all maps are fine, 1 with problems, 2 for wrong arguments. */
export function checkMaps(argv: readonly string[], print: (line: string) => void): number {
  const pngFolder = readArguments(argv);
  if (pngFolder === undefined) {
    print(USAGE);
    return 2;
  }
  const problems = MAP_IDS.flatMap((id) => checkMap(id, pngFolder, print));
  for (const problem of problems) print(problem);
  return problems.length === 0 ? 0 : 1;
}

/** The folder for pictures, empty for none; undefined when the arguments make no sense. */
function readArguments(argv: readonly string[]): string | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { png: { type: 'string' } },
    });
    return positionals.length === 1 && positionals[0] === 'check' ? (values.png ?? '') : undefined;
  } catch {
    return undefined;
  }
}

function checkMap(id: MapId, pngFolder: string, print: (line: string) => void): string[] {
  const path = new URL(`../maps/${id}.tmj`, import.meta.url);
  let map: ArenaMap;
  try {
    map = parseMap(id, JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  const sight = measureSight(map);
  print(describeMap(map, sight));
  if (pngFolder !== '') {
    mkdirSync(pngFolder, { recursive: true });
    writeFileSync(join(pngFolder, `${id}.png`), encodePng(drawSight(map, sight)));
  }
  return findMapProblems(map, MAPS[id].comfortablePlayers).map((problem) => `map ${id} ${problem}`);
}

function describeMap(map: ArenaMap, sight: Sight): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return (
    `${map.id}: ${map.widthTiles}×${map.heightTiles} tiles, ${map.spawns.length} spawns, ${map.pads.length} pads; ` +
    `one looks ${Math.round(sight.meanUnits)} units far on average, ${Math.round(sight.maxUnits)} at most, ` +
    `and sees ${percent(sight.meanShare)} of the floor, ${percent(sight.maxShare)} at most`
  );
}

if (import.meta.main) process.exitCode = checkMaps(process.argv.slice(2), console.log);
