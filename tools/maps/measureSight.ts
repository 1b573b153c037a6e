import { TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { computeLightPolygon, type Bounds } from '../../shared/map/lightPolygon.ts';
import { raycastWalls } from '../../shared/map/raycast.ts';
import type { Vec } from '../../shared/math/vec.ts';

const DIRECTIONS = 72;
/** What is seen lies in the box that the rays reach, and so much around it: a slit between two rays shows no more. */
const BOX_MARGIN_UNITS = 4 * TILE_UNITS;

/** What one sees on a map from the middles of its floor tiles. */
export interface Sight {
  /** Share of the floor seen from each tile, 0…1, row by row; 0 in walls. */
  readonly shares: Float64Array;
  readonly meanShare: number;
  readonly maxShare: number;
  /** How far one looks, in units, over all floor tiles and 72 directions. */
  readonly meanUnits: number;
  readonly maxUnits: number;
}

export function measureSight(map: ArenaMap): Sight {
  const floorTiles = map.walls.filter((wall) => wall === 0).length;
  const shares = new Float64Array(map.walls.length);
  const floorUnits = floorTiles * TILE_UNITS ** 2;
  const outline: number[] = [];
  let sumUnits = 0;
  let maxUnits = 0;
  map.walls.forEach((wall, index) => {
    if (wall === 1) return;
    const eye = tileCentre(map, index);
    const looks = lookAround(map, eye);
    shares[index] = areaOf(computeLightPolygon(map, eye, boxAround(map, eye, looks), outline)) / floorUnits;
    sumUnits += looks.reduce((sum, units) => sum + units, 0);
    maxUnits = Math.max(maxUnits, ...looks);
  });
  return {
    shares,
    meanShare: shares.reduce((sum, share) => sum + share, 0) / floorTiles,
    maxShare: Math.max(...shares),
    meanUnits: sumUnits / (floorTiles * DIRECTIONS),
    maxUnits,
  };
}

/** How far one looks from a place, in units, in each of 72 directions. */
function lookAround(map: ArenaMap, eye: Readonly<Vec>): number[] {
  return Array.from({ length: DIRECTIONS }, (_, direction) =>
    raycastWalls(map, { ...eye, radians: radiansOf(direction) }, Infinity),
  );
}

/** The part of the map that can matter to an eye: on a large one, far less than all of it. */
function boxAround(map: ArenaMap, eye: Readonly<Vec>, looks: readonly number[]): Bounds {
  const xs = looks.map((units, direction) => eye.x + units * Math.cos(radiansOf(direction)));
  const ys = looks.map((units, direction) => eye.y + units * Math.sin(radiansOf(direction)));
  return {
    left: Math.max(0, Math.min(...xs) - BOX_MARGIN_UNITS),
    top: Math.max(0, Math.min(...ys) - BOX_MARGIN_UNITS),
    right: Math.min(map.widthUnits, Math.max(...xs) + BOX_MARGIN_UNITS),
    bottom: Math.min(map.heightUnits, Math.max(...ys) + BOX_MARGIN_UNITS),
  };
}

function radiansOf(direction: number): number {
  return (direction / DIRECTIONS) * 2 * Math.PI;
}

function tileCentre(map: ArenaMap, index: number): { x: number; y: number } {
  const column = index % map.widthTiles;
  const row = (index - column) / map.widthTiles;
  return { x: (column + 0.5) * TILE_UNITS, y: (row + 0.5) * TILE_UNITS };
}

/** The area inside an outline of x, y, x, y, … (Gauss's shoelace formula). */
function areaOf(outline: readonly number[]): number {
  let doubled = 0;
  for (let i = 0; i < outline.length; i += 2) {
    const next = (i + 2) % outline.length;
    doubled += outline[i]! * outline[next + 1]! - outline[next]! * outline[i + 1]!;
  }
  return Math.abs(doubled) / 2;
}
