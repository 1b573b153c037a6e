import { MAP_IDS, MAPS, type MapId } from '../../shared/defs/maps.ts';

/** A public match with a free seat. */
export interface OpenMatch {
  readonly map: MapId;
  readonly people: number;
}

/**
 * Where those go who wish for no map when the fullest match is on one out of the rotation: to the fullest of the others,
 * if there is any. In so large an arena a few people would not meet for minutes.
 *
 * @param fullest finds the fullest open match, on any map or on one
 * @returns the map to wish for; undefined when the fullest match is the right one
 */
export async function preferSmallMaps(
  fullest: (map?: MapId) => Promise<OpenMatch | undefined>,
): Promise<MapId | undefined> {
  const first = await fullest();
  if (first === undefined || MAPS[first.map].inRotation) return undefined;
  const others = await Promise.all(MAP_IDS.filter((map) => MAPS[map].inRotation).map((map) => fullest(map)));
  const open = others.filter((match) => match !== undefined);
  return open.toSorted((one, other) => other.people - one.people)[0]?.map;
}
