export type MapId = 'foundry' | 'crossfire' | 'sprawl';

export interface MapDef {
  readonly name: string;
  /** Players, people and bots together, for whom the map plays well. */
  readonly comfortablePlayers: number;
  /** People a room seats while the map is played; each has a spawn of their own. */
  readonly maxPlayers: number;
  /** Whether a room comes here in turn. Else it is played only where somebody asks for it: a few would lose each other. */
  readonly inRotation: boolean;
}

/** The arenas; their tiles and objects are `maps/<id>.tmj` (docs/modding.md). */
export const MAPS: Readonly<Record<MapId, MapDef>> = {
  crossfire: { name: 'Crossfire', comfortablePlayers: 16, maxPlayers: 16, inRotation: true },
  foundry: { name: 'Foundry', comfortablePlayers: 6, maxPlayers: 10, inRotation: true },
  sprawl: { name: 'Sprawl', comfortablePlayers: 64, maxPlayers: 64, inRotation: false },
};

export const MAP_IDS = Object.keys(MAPS) as readonly MapId[];
