import { readFileSync } from 'node:fs';
import { MAP_IDS, type MapId } from '../../shared/defs/maps.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { parseMap } from '../../shared/map/parseMap.ts';

export type ArenaMaps = Readonly<Record<MapId, ArenaMap>>;

/**
 * Reads every arena from `directory`; done once, at the start, so that no match waits for a disk.
 * @throws an Error naming the file that is missing, not JSON, or not a valid map
 */
export function loadMaps(directory: URL): ArenaMaps {
  return Object.fromEntries(MAP_IDS.map((id) => [id, loadMap(directory, id)])) as Record<MapId, ArenaMap>;
}

function loadMap(directory: URL, id: MapId): ArenaMap {
  const file = new URL(`${id}.tmj`, directory);
  try {
    return parseMap(id, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`maps/${id}.tmj cannot be read`, { cause: error });
  }
}
