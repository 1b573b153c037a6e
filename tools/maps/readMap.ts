import { readFileSync } from 'node:fs';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { parseMap } from '../../shared/map/parseMap.ts';

/** Where the arenas lie. */
export const MAPS_FOLDER = new URL('../../maps/', import.meta.url);

/** Reads `maps/<id>.tmj`. @throws an Error that lists every problem when it is missing or no arena */
export function readMap(id: string): ArenaMap {
  return parseMap(id, JSON.parse(readFileSync(new URL(`${id}.tmj`, MAPS_FOLDER), 'utf8')));
}
