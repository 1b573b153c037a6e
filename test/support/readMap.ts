import { readFileSync } from 'node:fs';
import type { MapId } from '../../shared/defs/maps.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { parseMap } from '../../shared/map/parseMap.ts';

/** One of the arenas people play on, as the server reads it. */
export function readMap(id: MapId): ArenaMap {
  return parseMap(id, JSON.parse(readFileSync(new URL(`../../maps/${id}.tmj`, import.meta.url), 'utf8')));
}
