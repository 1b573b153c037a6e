import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { MapLibrary } from '../../shared/map/MapLibrary.ts';

const library = new MapLibrary(async (id) => {
  const answer = await fetch(`/maps/${encodeURIComponent(id)}.tmj`);
  if (!answer.ok) throw new Error(`The arena "${id}" could not be loaded (${answer.status}).`);
  return answer.json() as Promise<unknown>;
});

/** An arena of this server, fetched once for all that need it. Rejects when it cannot be had or read. */
export function loadMap(id: string): Promise<ArenaMap> {
  return library.load(id);
}
