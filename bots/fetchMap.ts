import type { ArenaMap } from '../shared/map/ArenaMap.ts';
import { MapLibrary } from '../shared/map/MapLibrary.ts';

const libraries = new Map<string, MapLibrary>();

/** The map of an arena as the server at `url` has it. Rejects when it cannot be had or read. */
export function fetchMap(url: string, id: string): Promise<ArenaMap> {
  const { origin } = new URL(url);
  const library = libraries.get(origin) ?? new MapLibrary((wanted) => download(new URL(`/maps/${wanted}.tmj`, origin)));
  libraries.set(origin, library);
  return library.load(id);
}

async function download(address: URL): Promise<unknown> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.href} answered ${response.status}`);
  return response.json();
}
