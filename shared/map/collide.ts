import type { Vec } from '../math/vec.ts';
import { clamp } from '../math/vec.ts';
import { isWall, TILE_UNITS, type ArenaMap } from './ArenaMap.ts';

/** A moving circle; `vx`, `vy` in units per second. */
export interface Circle extends Vec {
  vx: number;
  vy: number;
}

/**
 * Pushes a circle out of every wall it overlaps and takes away the speed that leads into them,
 * so it slides along. The circle must not have moved by more than its radius since it last stood free.
 * Changes `circle` in place and tells whether it touched a wall.
 */
export function collideWithWalls(circle: Circle, radius: number, map: ArenaMap): boolean {
  // Faces first: once a body has left them it meets only the corners that stick out, and a wall of
  // many tiles is as smooth as one.
  const metFace = pushOutOfTiles(circle, radius, map, pushOutOfFace);
  const metCorner = pushOutOfTiles(circle, radius, map, pushOutOfCorner);
  return metFace || metCorner;
}

/** Whether a circle reaches into a wall. */
export function overlapsWall(map: ArenaMap, centre: Readonly<Vec>, radius: number): boolean {
  const { x, y } = centre;
  for (let row = tileOf(y - radius); row <= tileOf(y + radius); row++) {
    for (let column = tileOf(x - radius); column <= tileOf(x + radius); column++) {
      if (!isWall(map, column, row)) continue;
      const nearestX = clamp(x, column * TILE_UNITS, (column + 1) * TILE_UNITS);
      const nearestY = clamp(y, row * TILE_UNITS, (row + 1) * TILE_UNITS);
      if ((x - nearestX) ** 2 + (y - nearestY) ** 2 < radius * radius) return true;
    }
  }
  return false;
}

interface Tile {
  readonly column: number;
  readonly row: number;
}

function tileOf(units: number): number {
  return Math.floor(units / TILE_UNITS);
}

/** Pushes a circle out of one wall tile and tells whether it had to. */
type Push = (circle: Circle, radius: number, map: ArenaMap, tile: Tile) => boolean;

function pushOutOfTiles(circle: Circle, radius: number, map: ArenaMap, push: Push): boolean {
  let touched = false;
  const lastRow = tileOf(circle.y + radius);
  const lastColumn = tileOf(circle.x + radius);
  for (let row = tileOf(circle.y - radius); row <= lastRow; row++) {
    for (let column = tileOf(circle.x - radius); column <= lastColumn; column++) {
      if (isWall(map, column, row) && push(circle, radius, map, { column, row })) touched = true;
    }
  }
  return touched;
}

function pushOutOfFace(circle: Circle, radius: number, map: ArenaMap, tile: Tile): boolean {
  const { dx, dy } = offsetFromTile(circle, tile);
  if (dx === 0 && dy === 0) return escapeTile(circle, radius, map, tile);
  const distance = Math.abs(dx + dy);
  if ((dx !== 0 && dy !== 0) || distance >= radius) return false;
  leaveAlong(circle, Math.sign(dx), Math.sign(dy), radius - distance);
  return true;
}

function pushOutOfCorner(circle: Circle, radius: number, _map: ArenaMap, tile: Tile): boolean {
  const { dx, dy } = offsetFromTile(circle, tile);
  const squared = dx * dx + dy * dy;
  if (dx === 0 || dy === 0 || squared >= radius * radius) return false;
  const distance = Math.sqrt(squared);
  leaveAlong(circle, dx / distance, dy / distance, radius - distance);
  return true;
}

/** From the nearest point of a tile to the centre; zero along an axis on which the centre is between its sides. */
function offsetFromTile({ x, y }: Readonly<Vec>, { column, row }: Tile): { dx: number; dy: number } {
  const left = column * TILE_UNITS;
  const top = row * TILE_UNITS;
  return { dx: x - clamp(x, left, left + TILE_UNITS), dy: y - clamp(y, top, top + TILE_UNITS) };
}

/** The centre itself is inside the tile: leave through the nearest side that has no wall behind it. */
function escapeTile(circle: Circle, radius: number, map: ArenaMap, tile: Tile): boolean {
  const left = tile.column * TILE_UNITS;
  const top = tile.row * TILE_UNITS;
  const sides = [
    { depth: circle.x - left, nx: -1, ny: 0 },
    { depth: left + TILE_UNITS - circle.x, nx: 1, ny: 0 },
    { depth: circle.y - top, nx: 0, ny: -1 },
    { depth: top + TILE_UNITS - circle.y, nx: 0, ny: 1 },
  ].filter((side) => !isWall(map, tile.column + side.nx, tile.row + side.ny));
  sides.sort((a, b) => a.depth - b.depth);
  const out = sides[0];
  if (out === undefined) return false;
  leaveAlong(circle, out.nx, out.ny, out.depth + radius);
  return true;
}

function leaveAlong(circle: Circle, nx: number, ny: number, depth: number): void {
  circle.x += nx * depth;
  circle.y += ny * depth;
  const inward = circle.vx * nx + circle.vy * ny;
  if (inward >= 0) return;
  circle.vx -= inward * nx;
  circle.vy -= inward * ny;
}
