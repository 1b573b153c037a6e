import { MOVEMENT } from '../defs/tuning.ts';
import { isWall, TILE_UNITS, type ArenaMap } from '../map/ArenaMap.ts';
import { hasLineOfSight } from '../map/raycast.ts';
import type { Vec } from '../math/vec.ts';

/** A map as a walker reads it: made once for each map, shared by all bots on it. */
export interface NavigationGrid {
  readonly map: ArenaMap;
  /** Cost of entering a tile; 0 where a wall stands. Tiles beside walls cost more, so paths keep clear of corners. */
  readonly costs: Uint8Array;
}

const OPEN_COST = 10;
const BESIDE_WALL_COST = 16;

/** A hair less than the body, so that one that leans on a wall is not taken to stand in it. */
const CLEARANCE_UNITS = MOVEMENT.radiusUnits - 1;

const grids = new WeakMap<ArenaMap, NavigationGrid>();

/** The grid of a map, made at the first asking. */
export function navigationGridOf(map: ArenaMap): NavigationGrid {
  const known = grids.get(map);
  if (known !== undefined) return known;
  const grid = { map, costs: computeCosts(map) };
  grids.set(map, grid);
  return grid;
}

/** The number of the tile a point lies on. */
export function tileAt(map: ArenaMap, point: Readonly<Vec>): number {
  return Math.floor(point.y / TILE_UNITS) * map.widthTiles + Math.floor(point.x / TILE_UNITS);
}

/** The centre of a tile, in units. */
export function tileCentre(map: ArenaMap, tile: number): Vec {
  const column = tile % map.widthTiles;
  const row = (tile - column) / map.widthTiles;
  return { x: (column + 0.5) * TILE_UNITS, y: (row + 0.5) * TILE_UNITS };
}

/** Whether a body gets from one point to the other in a straight line without touching a wall. */
export function canWalkStraight(map: ArenaMap, from: Readonly<Vec>, to: Readonly<Vec>): boolean {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return true;
  // Tiles are wider than a body, so none fits between the two edges of its way unseen.
  const sideX = (-(to.y - from.y) / length) * CLEARANCE_UNITS;
  const sideY = ((to.x - from.x) / length) * CLEARANCE_UNITS;
  return (
    hasLineOfSight(map, { x: from.x + sideX, y: from.y + sideY }, { x: to.x + sideX, y: to.y + sideY }) &&
    hasLineOfSight(map, { x: from.x - sideX, y: from.y - sideY }, { x: to.x - sideX, y: to.y - sideY })
  );
}

function computeCosts(map: ArenaMap): Uint8Array {
  const costs = new Uint8Array(map.widthTiles * map.heightTiles);
  for (let row = 0; row < map.heightTiles; row++) {
    for (let column = 0; column < map.widthTiles; column++) {
      if (isWall(map, column, row)) continue;
      costs[row * map.widthTiles + column] = isBesideWall(map, column, row) ? BESIDE_WALL_COST : OPEN_COST;
    }
  }
  return costs;
}

function isBesideWall(map: ArenaMap, column: number, row: number): boolean {
  for (let y = row - 1; y <= row + 1; y++) {
    for (let x = column - 1; x <= column + 1; x++) if (isWall(map, x, y)) return true;
  }
  return false;
}
