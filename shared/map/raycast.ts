import type { Vec } from '../math/vec.ts';
import { isWall, TILE_UNITS, type ArenaMap } from './ArenaMap.ts';

/** A half line: where it starts, in units, and its angle. */
export interface Ray extends Readonly<Vec> {
  readonly radians: number;
}

/**
 * How far a ray flies before it meets a wall, in units, `range` at the most.
 * Technique: grid traversal of Amanatides and Woo, "A Fast Voxel Traversal Algorithm for Ray Tracing" (1987).
 */
export function raycastWalls(map: ArenaMap, ray: Ray, range: number): number {
  const { x, y } = ray;
  const dirX = Math.cos(ray.radians);
  const dirY = Math.sin(ray.radians);
  let column = Math.floor(x / TILE_UNITS);
  let row = Math.floor(y / TILE_UNITS);
  if (isWall(map, column, row)) return 0;
  const stepX = dirX < 0 ? -1 : 1;
  const stepY = dirY < 0 ? -1 : 1;
  const perColumn = dirX === 0 ? Infinity : TILE_UNITS / Math.abs(dirX);
  const perRow = dirY === 0 ? Infinity : TILE_UNITS / Math.abs(dirY);
  let nextColumnAt = dirX === 0 ? Infinity : ((column + (stepX > 0 ? 1 : 0)) * TILE_UNITS - x) / dirX;
  let nextRowAt = dirY === 0 ? Infinity : ((row + (stepY > 0 ? 1 : 0)) * TILE_UNITS - y) / dirY;
  for (;;) {
    const alongX = nextColumnAt < nextRowAt;
    const travelled = alongX ? nextColumnAt : nextRowAt;
    // Said this way round, numbers that are none end the flight instead of making it endless.
    if (!(travelled < range)) return range;
    if (alongX) {
      column += stepX;
      nextColumnAt += perColumn;
    } else {
      row += stepY;
      nextRowAt += perRow;
    }
    if (isWall(map, column, row)) return travelled;
  }
}

/** Whether no wall stands on the straight line between two points. */
export function hasLineOfSight(map: ArenaMap, from: Readonly<Vec>, to: Readonly<Vec>): boolean {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return true;
  const ray = { x: from.x, y: from.y, radians: Math.atan2(to.y - from.y, to.x - from.x) };
  return raycastWalls(map, ray, length) >= length;
}

/**
 * Where a ray first touches a circle, in units along the ray;
 * Infinity when it misses or the circle lies behind. 0 when it starts inside.
 */
export function rayAgainstCircle(ray: Ray, centre: Readonly<Vec>, radius: number): number {
  const dirX = Math.cos(ray.radians);
  const dirY = Math.sin(ray.radians);
  const toX = centre.x - ray.x;
  const toY = centre.y - ray.y;
  const squared = toX * toX + toY * toY;
  if (squared <= radius * radius) return 0;
  const along = toX * dirX + toY * dirY;
  if (along <= 0) return Infinity;
  const missSquared = squared - along * along;
  if (missSquared > radius * radius) return Infinity;
  return along - Math.sqrt(radius * radius - missSquared);
}
