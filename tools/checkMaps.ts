import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MAP_IDS, MAPS, type MapId } from '../shared/defs/maps.ts';
import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import { drawSight } from './maps/drawSight.ts';
import { drawTiles } from './maps/drawTiles.ts';
import { encodePng } from './maps/encodePng.ts';
import { findMapProblems } from './maps/findMapProblems.ts';
import { measureSight, type Sight } from './maps/measureSight.ts';
import { MAPS_FOLDER, readMap } from './maps/readMap.ts';

const USAGE = `npm run maps -- check [--png DIR]
  Checks every map of shared/defs/maps.ts: that all is reachable, spawns are out of each other's sight, weapons
  are there and both ends are alike. With --png, draws into DIR how much of the map each place sees.
npm run maps -- tiles
  Draws maps/arena.png, the tiles that Tiled shows; nothing else reads it.`;

type Wish = { readonly verb: 'check'; readonly pngFolder: string | undefined } | { readonly verb: 'tiles' };

/** Runs the command line and gives the exit code: 0 when all maps are fine, 1 with problems, 2 for wrong arguments. */
export function checkMaps(argv: readonly string[], print: (line: string) => void): number {
  const wish = readWish(argv);
  if (wish === undefined) {
    print(USAGE);
    return 2;
  }
  if (wish.verb === 'tiles') {
    writeFileSync(new URL('arena.png', MAPS_FOLDER), encodePng(drawTiles()));
    return 0;
  }
  const problems = MAP_IDS.flatMap((id) => checkMap(id, wish.pngFolder, print));
  for (const problem of problems) print(problem);
  return problems.length === 0 ? 0 : 1;
}

/** Undefined when the arguments make no sense. */
function readWish(argv: readonly string[]): Wish | undefined {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { png: { type: 'string' } },
    });
    if (positionals.length !== 1) return undefined;
    if (positionals[0] === 'tiles' && values.png === undefined) return { verb: 'tiles' };
    return positionals[0] === 'check' ? { verb: 'check', pngFolder: values.png } : undefined;
  } catch {
    return undefined;
  }
}

function checkMap(id: MapId, pngFolder: string | undefined, print: (line: string) => void): string[] {
  let map: ArenaMap;
  try {
    map = readMap(id);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  const sight = measureSight(map);
  print(describeMap(map, sight));
  if (pngFolder !== undefined) {
    mkdirSync(pngFolder, { recursive: true });
    writeFileSync(join(pngFolder, `${id}.png`), encodePng(drawSight(map, sight)));
  }
  return findMapProblems(map, MAPS[id].maxPlayers).map((problem) => `map ${id} ${problem}`);
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
