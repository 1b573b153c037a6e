import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import { parseMap } from '../shared/map/parseMap.ts';

const maps = new Map<string, Promise<ArenaMap>>();

/** The map of an arena as its server has it; asked for once, and again only after a failure. */
export function fetchMap(url: string, id: string): Promise<ArenaMap> {
  const { href } = new URL(`/maps/${id}.tmj`, url);
  let map = maps.get(href);
  if (map === undefined) {
    map = download(href, id);
    maps.set(href, map);
    map.catch(() => maps.delete(href));
  }
  return map;
}

async function download(href: string, id: string): Promise<ArenaMap> {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`${href} answered ${response.status}`);
  return parseMap(id, await response.json());
}
