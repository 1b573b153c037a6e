import type { PickupId } from '../defs/pickups.ts';
import type { Vec } from '../math/vec.ts';

export const TILE_UNITS = 32;

/** Where players come back: a place, the way they face, and the team it belongs to (0: anyone). */
export interface SpawnPoint extends Readonly<Vec> {
  readonly facing: number;
  readonly team: number;
}

/** A pad that a pickup lies on. */
export interface PickupPad extends Readonly<Vec> {
  readonly pickup: PickupId;
}

/** One arena, immutable; positions in units, tiles row by row from the top left. */
export interface ArenaMap {
  readonly id: string;
  readonly widthTiles: number;
  readonly heightTiles: number;
  readonly widthUnits: number;
  readonly heightUnits: number;
  /** 1 where a wall stands. */
  readonly walls: Uint8Array;
  /** How the ground looks: 1 plain, 2 checkered, 3 accent. No rule reads it. */
  readonly floor: Uint8Array;
  readonly spawns: readonly SpawnPoint[];
  readonly pads: readonly PickupPad[];
}

/** Whether a tile is wall; all that lies outside the map is. */
export function isWall(map: ArenaMap, column: number, row: number): boolean {
  if (column < 0 || row < 0 || column >= map.widthTiles || row >= map.heightTiles) return true;
  return map.walls[row * map.widthTiles + column] === 1;
}
