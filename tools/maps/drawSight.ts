import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { TILE_UNITS } from '../../shared/map/ArenaMap.ts';
import { lerp, type Vec } from '../../shared/math/vec.ts';
import type { Picture } from './encodePng.ts';
import type { Sight } from './measureSight.ts';

type Colour = readonly [red: number, green: number, blue: number];

const TILE_PIXELS = 16;
const WALL: Colour = [51, 66, 95];
const SPAWN: Colour = [255, 255, 255];
const PAD: Colour = [123, 224, 143];
const SPAWN_RADIUS_PIXELS = 6;
const PAD_RADIUS_PIXELS = 4;
/** From tiles that see little to the tile that sees most of the map. */
const HEAT: readonly Colour[] = [
  [11, 15, 26],
  [45, 60, 130],
  [180, 70, 120],
  [255, 180, 84],
  [255, 245, 200],
];

/** A picture of a map in which floor glows by how much of the map is seen from it; spawns white, pads green. */
export function drawSight(map: ArenaMap, sight: Sight): Picture {
  const width = map.widthTiles * TILE_PIXELS;
  const height = map.heightTiles * TILE_PIXELS;
  const picture = { width, height, rgb: new Uint8Array(width * height * 3) };
  map.walls.forEach((wall, tile) => {
    const colour = wall === 1 ? WALL : heatOf((sight.shares[tile] ?? 0) / sight.maxShare);
    fillTile(picture, tile % map.widthTiles, Math.floor(tile / map.widthTiles), colour);
  });
  for (const pad of map.pads) drawDot(picture, pad, PAD_RADIUS_PIXELS, PAD);
  for (const spawn of map.spawns) drawDot(picture, spawn, SPAWN_RADIUS_PIXELS, SPAWN);
  return picture;
}

function fillTile({ width, rgb }: Picture, column: number, row: number, colour: Colour): void {
  const line = Uint8Array.from({ length: TILE_PIXELS * colour.length }, (_, at) => colour[at % colour.length]!);
  for (let y = row * TILE_PIXELS; y < (row + 1) * TILE_PIXELS; y++) rgb.set(line, (y * width + column * TILE_PIXELS) * 3);
}

function heatOf(share: number): Colour {
  const place = Math.min(share, 1) * (HEAT.length - 1);
  const lower = Math.min(Math.floor(place), HEAT.length - 2);
  const from = HEAT[lower]!;
  const to = HEAT[lower + 1]!;
  const part = place - lower;
  return [lerp(from[0], to[0], part), lerp(from[1], to[1], part), lerp(from[2], to[2], part)];
}

function drawDot(picture: Picture, place: Readonly<Vec>, radius: number, colour: Colour): void {
  const centreX = Math.round((place.x / TILE_UNITS) * TILE_PIXELS);
  const centreY = Math.round((place.y / TILE_UNITS) * TILE_PIXELS);
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      if (dx * dx + dy * dy > radius * radius) continue;
      picture.rgb.set(colour, ((centreY + dy) * picture.width + centreX + dx) * 3);
    }
  }
}
