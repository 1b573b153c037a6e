import { INTEREST } from '../../shared/defs/interest.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import type { Vec } from '../../shared/math/vec.ts';

/** From anywhere in a tile to anywhere else in it: sight is reckoned from tile to tile. */
const TILE_DIAGONAL = TILE_UNITS * Math.SQRT2;
const RAYS = 32;
const RING_UNITS = 16;

const OFF_SCREEN = {
  x: INTEREST.screenHalfWidthUnits + INTEREST.marginUnits,
  y: INTEREST.screenHalfHeightUnits + INTEREST.marginUnits,
};

/** An avatar at one moment. */
export interface Eye extends Readonly<Vec> {
  /** How far its speed carries it in the time that it is shown things ahead, in units. */
  readonly aheadUnits: number;
}

/**
 * Whether an avatar could have seen something of a radius, from where it was or could have run to, with the tolerance of the tiles
 * that sight is reckoned in. Shares nothing with the table it is to check: it looks along every line there is.
 */
export function couldHaveSeen(map: ArenaMap, eye: Eye, target: Readonly<Vec>, radius: number): boolean {
  if (Math.abs(target.x - eye.x) > OFF_SCREEN.x || Math.abs(target.y - eye.y) > OFF_SCREEN.y) return false;
  if (hasLineOfSight(map, eye, target)) return true;
  const reach = Math.max(INTEREST.reachUnits, eye.aheadUnits) + TILE_DIAGONAL;
  const places = placesAround(map, eye, reach).filter((place) => !overlapsWall(map, place, MOVEMENT.radiusUnits / 2));
  const parts = [target, ...placesAround(map, target, radius + TILE_DIAGONAL)];
  return [eye, ...places].some((place) => parts.some((part) => hasLineOfSight(map, place, part)));
}

/** Places on rings around a middle, up to a distance. */
function placesAround(map: ArenaMap, middle: Readonly<Vec>, distance: number): Vec[] {
  const places: Vec[] = [];
  for (let ring = distance; ring > 0; ring -= RING_UNITS) {
    for (let ray = 0; ray < RAYS; ray++) {
      const radians = (ray / RAYS) * 2 * Math.PI;
      const place = { x: middle.x + Math.cos(radians) * ring, y: middle.y + Math.sin(radians) * ring };
      if (place.x > 0 && place.y > 0 && place.x < map.widthUnits && place.y < map.heightUnits) places.push(place);
    }
  }
  return places;
}
