import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { nextFloat, nextInt, type Prng } from '../../shared/math/prng.ts';
import { sketchMap } from './sketchMap.ts';

/** How a map is scattered with walls. */
export interface Scatter {
  readonly sideTiles: number;
  /** Share of the tiles that are wall, the border among them. */
  readonly wallShare: number;
  /** Walls are blocks of up to this many tiles a side. */
  readonly longestTiles: number;
}

/** A square map of blocks thrown at random; nobody has to be able to get everywhere. */
export function scatterMap(id: string, { sideTiles, wallShare, longestTiles }: Scatter, prng: Prng): ArenaMap {
  const last = sideTiles - 1;
  const rows = Array.from({ length: sideTiles }, (_, row) =>
    Array.from({ length: sideTiles }, (__, column) =>
      Math.min(row, column, last - row, last - column) === 0 ? '#' : '.',
    ),
  );
  let walls = 4 * last;
  while (walls < wallShare * sideTiles ** 2) {
    const left = 1 + nextInt(prng, last - 1);
    const top = 1 + nextInt(prng, last - 1);
    const right = Math.min(last, left + 1 + Math.floor(nextFloat(prng) * longestTiles));
    const bottom = Math.min(last, top + 1 + Math.floor(nextFloat(prng) * longestTiles));
    for (const row of rows.slice(top, bottom)) {
      walls += row.slice(left, right).filter((tile) => tile === '.').length;
      row.fill('#', left, right);
    }
  }
  return sketchMap(
    id,
    rows.map((row) => row.join('')),
  );
}
