import type { Vec } from '../math/vec.ts';
import { isWall, TILE_UNITS, type ArenaMap } from './ArenaMap.ts';
import { raycastWalls } from './raycast.ts';

/** An upright rectangle in units. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How far beside a corner the rays pass that tell what stands on either side of it. */
const BESIDE_RADIANS = 1e-9;
/** A ray that ends this close to a corner has met the corner. */
const MET_UNITS = 0.01;

/** Bounds in whole tiles; the last column and row are the first outside. */
interface TileBounds {
  firstColumn: number;
  firstRow: number;
  endColumn: number;
  endRow: number;
}

interface Corner {
  x: number;
  y: number;
  radians: number;
}

// Working memory, kept so that a call, sixty times a second, leaves nothing for the garbage collector.
const area: TileBounds = { firstColumn: 0, firstRow: 0, endColumn: 0, endRow: 0 };
const corners: Corner[] = [];
const ray = { x: 0, y: 0, radians: 0 };

/**
 * The outline of all that an eye can see within a rectangle: corners in order of their angle, as x, y, x, y, …
 * in units. The rectangle is widened to whole tiles. An eye in a wall or outside the rectangle sees nothing: no corners.
 *
 * Technique: two rays, left and right of every corner of a wall (A. Patel, "2D Visibility", 2012), here cast
 * through the tiles. What ends at a corner is given the corner's own place, so walls and light share their edges.
 *
 * @param outline is emptied, filled and returned
 */
export function computeLightPolygon(map: ArenaMap, eye: Readonly<Vec>, bounds: Bounds, outline: number[]): number[] {
  outline.length = 0;
  area.firstColumn = Math.floor(bounds.left / TILE_UNITS);
  area.firstRow = Math.floor(bounds.top / TILE_UNITS);
  area.endColumn = Math.ceil(bounds.right / TILE_UNITS);
  area.endRow = Math.ceil(bounds.bottom / TILE_UNITS);
  if (isSolid(map, Math.floor(eye.x / TILE_UNITS), Math.floor(eye.y / TILE_UNITS))) return outline;
  const count = findCorners(map, eye);
  sortByAngle(count);
  let last = -Infinity;
  for (let index = 0; index < count; index++) {
    const corner = corners[index]!;
    // Corners in line with the eye share their two rays.
    if (corner.radians - last <= 2 * BESIDE_RADIANS) continue;
    if (traceCorner(map, eye, corner, outline)) last = corner.radians;
  }
  return outline;
}

/** The world ends at the rectangle: what lies beyond is wall to the light. */
function isSolid(map: ArenaMap, column: number, row: number): boolean {
  if (column < area.firstColumn || row < area.firstRow) return true;
  return column >= area.endColumn || row >= area.endRow || isWall(map, column, row);
}

/** Gathers the corners of all walls into `corners` and tells how many there are. */
function findCorners(map: ArenaMap, eye: Readonly<Vec>): number {
  let count = 0;
  for (let row = area.firstRow; row <= area.endRow; row++) {
    for (let column = area.firstColumn; column <= area.endColumn; column++) {
      if (!isCorner(map, column, row)) continue;
      const corner = (corners[count] ??= { x: 0, y: 0, radians: 0 });
      corner.x = column * TILE_UNITS;
      corner.y = row * TILE_UNITS;
      corner.radians = Math.atan2(corner.y - eye.y, corner.x - eye.x);
      count += 1;
    }
  }
  return count;
}

/** Whether the outline of the walls turns at the upper left corner of a tile. */
function isCorner(map: ArenaMap, column: number, row: number): boolean {
  const upperLeft = isSolid(map, column - 1, row - 1);
  const upperRight = isSolid(map, column, row - 1);
  const lowerLeft = isSolid(map, column - 1, row);
  const lowerRight = isSolid(map, column, row);
  const runsAcross = upperLeft === upperRight && lowerLeft === lowerRight;
  const runsDown = upperLeft === lowerLeft && upperRight === lowerRight;
  return !runsAcross && !runsDown;
}

/** Insertion sort: in place, without the copies that `Array.sort` makes; there are about a hundred. */
function sortByAngle(count: number): void {
  for (let index = 1; index < count; index++) {
    const corner = corners[index]!;
    let place = index;
    while (place > 0 && corners[place - 1]!.radians > corner.radians) {
      corners[place] = corners[place - 1]!;
      place -= 1;
    }
    corners[place] = corner;
  }
}

/** Adds what is seen on either side of a corner, and tells whether the corner itself is in sight. */
function traceCorner(map: ArenaMap, eye: Readonly<Vec>, corner: Corner, outline: number[]): boolean {
  const distance = Math.hypot(corner.x - eye.x, corner.y - eye.y);
  const before = castWithin(map, eye, corner.radians - BESIDE_RADIANS);
  const after = castWithin(map, eye, corner.radians + BESIDE_RADIANS);
  if (before < distance - MET_UNITS && after < distance - MET_UNITS) return false;
  addPoint(eye, corner, before - distance, outline);
  if (Math.abs(before - after) > MET_UNITS) addPoint(eye, corner, after - distance, outline);
  return true;
}

function addPoint(eye: Readonly<Vec>, corner: Corner, beyond: number, outline: number[]): void {
  if (Math.abs(beyond) <= MET_UNITS) {
    outline.push(corner.x, corner.y);
    return;
  }
  const scale = 1 + beyond / Math.hypot(corner.x - eye.x, corner.y - eye.y);
  outline.push(eye.x + (corner.x - eye.x) * scale, eye.y + (corner.y - eye.y) * scale);
}

/** How far light gets before a wall or the rectangle ends it, in units. */
function castWithin(map: ArenaMap, eye: Readonly<Vec>, radians: number): number {
  const dirX = Math.cos(radians);
  const dirY = Math.sin(radians);
  const exitX = (dirX < 0 ? area.firstColumn : area.endColumn) * TILE_UNITS;
  const exitY = (dirY < 0 ? area.firstRow : area.endRow) * TILE_UNITS;
  const range = Math.min(
    dirX === 0 ? Infinity : (exitX - eye.x) / dirX,
    dirY === 0 ? Infinity : (exitY - eye.y) / dirY,
  );
  ray.x = eye.x;
  ray.y = eye.y;
  ray.radians = radians;
  return raycastWalls(map, ray, range);
}
