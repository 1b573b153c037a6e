import { MOVEMENT } from '../../shared/defs/tuning.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import type { Vec } from '../../shared/math/vec.ts';

/** Between two stands this far apart nothing is thin enough to stop a body of 14 units. */
const STEP_UNITS = 8;

/** The stands a body can walk to, as numbers in a grid of `columns`. */
export interface Walkable {
  readonly columns: number;
  readonly reached: ReadonlySet<number>;
}

/** All the stands a body can walk to from a place: a flood over a grid of 8 units, with the body's full width. */
export function floodFrom(map: ArenaMap, start: Readonly<Vec>): Walkable {
  const columns = map.widthUnits / STEP_UNITS + 1;
  const reached = new Set<number>();
  const open = standsAround(start, columns);
  for (let stand = open.pop(); stand !== undefined; stand = open.pop()) {
    const place = { x: (stand % columns) * STEP_UNITS, y: Math.floor(stand / columns) * STEP_UNITS };
    if (reached.has(stand) || overlapsWall(map, place, MOVEMENT.radiusUnits)) continue;
    reached.add(stand);
    open.push(stand - 1, stand + 1, stand - columns, stand + columns);
  }
  return { columns, reached };
}

/** Whether a body that walks there comes to stand on a place, to within a step. */
export function isReached({ columns, reached }: Walkable, place: Readonly<Vec>): boolean {
  return standsAround(place, columns).some((stand) => reached.has(stand));
}

function standsAround(place: Readonly<Vec>, columns: number): number[] {
  const left = Math.floor(place.x / STEP_UNITS);
  const top = Math.floor(place.y / STEP_UNITS);
  const right = Math.ceil(place.x / STEP_UNITS);
  const bottom = Math.ceil(place.y / STEP_UNITS);
  return [top * columns + left, top * columns + right, bottom * columns + left, bottom * columns + right];
}
