import { readFileSync } from 'node:fs';
import { MAP_IDS, type MapId } from '../../shared/defs/maps.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { parseMap } from '../../shared/map/parseMap.ts';
import { VisibilityTable } from '../../shared/map/visibility.ts';

export type ArenaMaps = Readonly<Record<MapId, ArenaMap>>;

const loaded = new Map<string, ArenaMaps>();

/**
 * Every arena in `directory`, with what can be seen from where on it: made at the first call, at the start of the
 * process, so that no match waits for a disk or a table.
 * @throws an Error naming the file that is missing, not JSON, or not a valid map
 */
export function loadMaps(directory: URL): ArenaMaps {
  const known = loaded.get(directory.href);
  if (known !== undefined) return known;
  const maps = Object.fromEntries(MAP_IDS.map((id) => [id, loadMap(directory, id)])) as Record<MapId, ArenaMap>;
  loaded.set(directory.href, maps);
  return maps;
}

function loadMap(directory: URL, id: MapId): ArenaMap {
  const file = new URL(`${id}.tmj`, directory);
  try {
    const map = parseMap(id, JSON.parse(readFileSync(file, 'utf8')));
    VisibilityTable.of(map);
    return map;
  } catch (error) {
    throw new Error(`maps/${id}.tmj cannot be read`, { cause: error });
  }
}
