import { TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { computeLightPolygon } from '../../shared/map/lightPolygon.ts';
import { raycastWalls } from '../../shared/map/raycast.ts';

const DIRECTIONS = 72;

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
  const bounds = { left: 0, top: 0, right: map.widthUnits, bottom: map.heightUnits };
  const outline: number[] = [];
  let sumUnits = 0;
  let maxUnits = 0;
  map.walls.forEach((wall, index) => {
    if (wall === 1) return;
    const eye = tileCentre(map, index);
    shares[index] = areaOf(computeLightPolygon(map, eye, bounds, outline)) / (floorTiles * TILE_UNITS ** 2);
    for (let direction = 0; direction < DIRECTIONS; direction++) {
      const radians = (direction / DIRECTIONS) * 2 * Math.PI;
      const units = raycastWalls(map, { ...eye, radians }, Infinity);
      sumUnits += units;
      maxUnits = Math.max(maxUnits, units);
    }
  });
  return {
    shares,
    meanShare: shares.reduce((sum, share) => sum + share, 0) / floorTiles,
    maxShare: Math.max(...shares),
    meanUnits: sumUnits / (floorTiles * DIRECTIONS),
    maxUnits,
  };
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
