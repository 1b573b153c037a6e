import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { raycastWalls } from '../../shared/map/raycast.ts';
import type { Vec } from '../../shared/math/vec.ts';
import { FULL_WISH } from '../../shared/sim/Command.ts';

const REACH_UNITS = 1000;

/** The wish to run along the one of the four axes that is free of walls the longest. */
export function roomiestDirection(map: ArenaMap, { x, y }: Readonly<Vec>): { moveX: number; moveY: number } {
  const room = (radians: number): number => raycastWalls(map, { x, y, radians }, REACH_UNITS);
  const [radians] = [0, Math.PI / 2, Math.PI, (3 * Math.PI) / 2].sort((one, other) => room(other) - room(one));
  return {
    moveX: Math.round(Math.cos(radians!)) * FULL_WISH,
    moveY: Math.round(Math.sin(radians!)) * FULL_WISH,
  };
}
