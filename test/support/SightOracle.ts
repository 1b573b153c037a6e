import { INTEREST } from '../../shared/defs/interest.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { isWall, TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { hasLineOfSight, raycastWalls } from '../../shared/map/raycast.ts';
import type { Vec } from '../../shared/math/vec.ts';

/** How closely is looked: seldom does it take more than a glance. */
const LOOKS = [
  { gridUnits: 16, rimUnits: 6 },
  { gridUnits: 8, rimUnits: 3 },
  { gridUnits: 4, rimUnits: 1 },
] as const;
type Look = (typeof LOOKS)[number];
/** Who stands anywhere in a tile is taken to stand anywhere else in it. */
const REACH_UNITS = INTEREST.reachUnits + TILE_UNITS * Math.SQRT2;

/** Places of events travel in whole units. */
const ROUNDING_UNITS = 1;
const SCREEN = {
  halfWidth: INTEREST.screenHalfWidthUnits + INTEREST.marginUnits + ROUNDING_UNITS,
  halfHeight: INTEREST.screenHalfHeightUnits + INTEREST.marginUnits + ROUNDING_UNITS,
};

/** An avatar and something it may have seen, at one moment. */
export interface Encounter {
  readonly eye: Eye;
  readonly target: Readonly<Vec>;
  /** Of the target, in units. */
  readonly radius: number;
}

/** An avatar at one moment; units and units per second. */
export interface Eye extends Readonly<Vec> {
  readonly vx: number;
  readonly vy: number;
}

interface Tile {
  readonly column: number;
  readonly row: number;
}

/**
 * Tells whether an avatar could have seen something, by looking along every line there is. Shares nothing with the table
 * that it is to check but what is to be true of it.
 */
export class SightOracle {
  readonly #map: ArenaMap;
  readonly #answers = new Map<string, boolean>();

  constructor(map: ArenaMap) {
    this.#map = map;
  }

  /** Whether an avatar could have seen its target in one of several moments. */
  couldSee(encounters: readonly Encounter[]): boolean {
    const near = encounters.filter(({ eye, target }) => isOnScreen(eye, target));
    if (near.some(({ eye, target }) => hasLineOfSight(this.#map, eye, target))) return true;
    return LOOKS.some((look) => near.some((encounter) => this.#glimpses(encounter, look)));
  }

  #glimpses({ eye, target, radius }: Encounter, look: Look): boolean {
    const tiles = this.#tilesOf(target, radius);
    return this.#placesOf(eye).some((place) => tiles.some((tile) => this.#isInReach(tileOf(place), tile, look)));
  }

  /** Where an avatar is, and where its speed will have carried it when what is sent now is drawn. */
  #placesOf({ x, y, vx, vy }: Eye): Vec[] {
    const range = Math.hypot(vx, vy) * INTEREST.reachSeconds;
    if (range <= INTEREST.reachUnits) return [{ x, y }];
    const radians = Math.atan2(vy, vx);
    const flown = raycastWalls(this.#map, { x, y, radians }, range) - 1;
    return [
      { x, y },
      { x: x + Math.cos(radians) * flown, y: y + Math.sin(radians) * flown },
    ];
  }

  #tilesOf({ x, y }: Readonly<Vec>, radius: number): Tile[] {
    const tiles: Tile[] = [];
    const first = tileOf({ x: x - radius, y: y - radius });
    const last = tileOf({ x: x + radius, y: y + radius });
    for (let row = first.row; row <= last.row; row++) {
      for (let column = first.column; column <= last.column; column++) {
        if (!isWall(this.#map, column, row)) tiles.push({ column, row });
      }
    }
    return tiles;
  }

  #isInReach(from: Tile, to: Tile, look: Look): boolean {
    const key = [from.column, from.row, to.column, to.row, look.gridUnits].join();
    let answer = this.#answers.get(key);
    if (answer === undefined) this.#answers.set(key, (answer = this.#look(from, to, look)));
    return answer;
  }

  #look(from: Tile, to: Tile, { gridUnits, rimUnits }: Look): boolean {
    const rim = rimOf(to, rimUnits);
    return this.#placesAround(from, gridUnits).some((place) =>
      rim.some((point) => hasLineOfSight(this.#map, place, point)),
    );
  }

  /** Places where a body can stand within reach of a tile, the nearest first. */
  #placesAround({ column, row }: Tile, gridUnits: number): Vec[] {
    const places: { x: number; y: number; away: number }[] = [];
    const left = column * TILE_UNITS;
    const top = row * TILE_UNITS;
    for (let x = left - REACH_UNITS; x <= left + TILE_UNITS + REACH_UNITS; x += gridUnits) {
      for (let y = top - REACH_UNITS; y <= top + TILE_UNITS + REACH_UNITS; y += gridUnits) {
        const away = Math.hypot(outside(x, left), outside(y, top));
        if (away <= REACH_UNITS && !overlapsWall(this.#map, { x, y }, MOVEMENT.radiusUnits))
          places.push({ x, y, away });
      }
    }
    return places.sort((a, b) => a.away - b.away);
  }
}

function isOnScreen(eye: Eye, target: Readonly<Vec>): boolean {
  return Math.abs(target.x - eye.x) <= SCREEN.halfWidth && Math.abs(target.y - eye.y) <= SCREEN.halfHeight;
}

function tileOf({ x, y }: Readonly<Vec>): Tile {
  return { column: Math.floor(x / TILE_UNITS), row: Math.floor(y / TILE_UNITS) };
}

/** How far a number is beyond a tile's side. */
function outside(at: number, start: number): number {
  return Math.max(0, start - at, at - start - TILE_UNITS);
}

/** Points all around a tile, just within it. */
function rimOf({ column, row }: Tile, units: number): Vec[] {
  const left = column * TILE_UNITS;
  const top = row * TILE_UNITS;
  const points: Vec[] = [];
  for (let along = 0.5; along < TILE_UNITS; along += units) {
    points.push({ x: left + along, y: top + 0.01 }, { x: left + along, y: top + TILE_UNITS - 0.01 });
    points.push({ x: left + 0.01, y: top + along }, { x: left + TILE_UNITS - 0.01, y: top + along });
  }
  return points;
}
