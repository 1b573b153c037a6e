export type MapId = 'foundry' | 'crossfire';

export interface MapDef {
  readonly name: string;
  /** Players, people and bots together, for whom the map plays well. */
  readonly comfortablePlayers: number;
}

/** The arenas; their tiles and objects are `maps/<id>.tmj` (docs/modding.md). */
export const MAPS: Readonly<Record<MapId, MapDef>> = {
  crossfire: { name: 'Crossfire', comfortablePlayers: 16 },
  foundry: { name: 'Foundry', comfortablePlayers: 6 },
};

export const MAP_IDS = Object.keys(MAPS) as readonly MapId[];
