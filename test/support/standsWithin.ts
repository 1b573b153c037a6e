import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import type { Vec } from '../../shared/math/vec.ts';

/** Stands lie this far apart. Half a tile is a multiple of it, so there are some in a passage of one tile. */
const GRID_UNITS = 4;

interface Stand extends Vec {
  /** The way to it, in units. */
  way: number;
}

/** Where a body can be that was somewhere in a tile and has walked so many units: a grid of places, the nearest first. */
export function standsWithin(map: ArenaMap, tile: number, units: number): Vec[] {
  const stands = new Map<string, Stand>();
  const queue: Stand[] = [];
  const find = (x: number, y: number, way: number) => {
    const known = stands.get(`${x},${y}`);
    if (way > units || (known !== undefined && known.way <= way)) return;
    if (overlapsWall(map, { x, y }, MOVEMENT.radiusUnits)) return;
    const stand = { x, y, way };
    stands.set(`${x},${y}`, stand);
    queue.push(stand);
  };
  const column = tile % map.widthTiles;
  const left = column * TILE_UNITS;
  const top = ((tile - column) / map.widthTiles) * TILE_UNITS;
  for (let y = top; y <= top + TILE_UNITS; y += GRID_UNITS) {
    for (let x = left; x <= left + TILE_UNITS; x += GRID_UNITS) find(x, y, 0);
  }
  for (const { x, y, way } of queue) {
    for (const dy of [-GRID_UNITS, 0, GRID_UNITS]) {
      for (const dx of [-GRID_UNITS, 0, GRID_UNITS]) find(x + dx, y + dy, way + Math.hypot(dx, dy));
    }
  }
  return [...stands.values()].sort((a, b) => a.way - b.way);
}
