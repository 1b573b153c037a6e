import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { clamp, type Vec } from '../../shared/math/vec.ts';

/**
 * The upper left corner of the square of an arena that the minimap shows, in units: with the player in its middle,
 * as far as the arena goes on.
 *
 * @param sideUnits of the square
 */
export function minimapCorner(
  { widthUnits, heightUnits }: Pick<ArenaMap, 'widthUnits' | 'heightUnits'>,
  player: Readonly<Vec>,
  sideUnits: number,
): Vec {
  return {
    x: clamp(player.x - sideUnits / 2, 0, Math.max(0, widthUnits - sideUnits)),
    y: clamp(player.y - sideUnits / 2, 0, Math.max(0, heightUnits - sideUnits)),
  };
}
