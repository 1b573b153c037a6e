import { TILE_UNITS } from '../../shared/map/ArenaMap.ts';
import type { Picture } from './encodePng.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** In the order of the tileset: plain, checkered and accent floor, wall. */
const TILES: readonly { readonly fill: Colour; readonly edge: Colour }[] = [
  { fill: [27, 38, 64], edge: [36, 50, 79] },
  { fill: [36, 54, 92], edge: [27, 38, 64] },
  { fill: [78, 70, 66], edge: [255, 180, 84] },
  { fill: [77, 98, 139], edge: [51, 66, 95] },
];

/** The tiles side by side, as Tiled wants them to show a map; the game itself draws its own. */
export function drawTiles(): Picture {
  const width = TILES.length * TILE_UNITS;
  const rgb = new Uint8Array(width * TILE_UNITS * 3);
  for (let y = 0; y < TILE_UNITS; y++) {
    for (let x = 0; x < width; x++) {
      const tile = TILES[Math.floor(x / TILE_UNITS)]!;
      const column = x % TILE_UNITS;
      const onEdge = Math.min(column, y, TILE_UNITS - 1 - column, TILE_UNITS - 1 - y) < 1;
      rgb.set(onEdge ? tile.edge : tile.fill, (y * width + x) * 3);
    }
  }
  return { width, height: TILE_UNITS, rgb };
}
