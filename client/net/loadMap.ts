import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { parseMap } from '../../shared/map/parseMap.ts';

/** Fetches and reads an arena. @throws when it cannot be had or read */
export async function loadMap(id: string): Promise<ArenaMap> {
  const answer = await fetch(`/maps/${encodeURIComponent(id)}.tmj`);
  if (!answer.ok) throw new Error(`The arena "${id}" could not be loaded (${answer.status}).`);
  return parseMap(id, await answer.json());
}
