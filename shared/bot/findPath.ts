import type { Vec } from '../math/vec.ts';
import { TileHeap } from './TileHeap.ts';
import { canWalkStraight, navigationGridOf, tileAt, tileCentre, type NavigationGrid } from './NavigationGrid.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';

/** What a tile of the way that is left is taken to cost: the least it can, and ways are the cheapest there are. */
const LEAST_COST = 10;
/**
 * On a large map it is what a tile costs on average. A way may then come out a little dearer than the cheapest, and a
 * quarter of the tiles is looked at. Technique: weighted A* (I. Pohl, "Heuristic Search Viewed as Path Finding", 1970).
 */
const USUAL_COST = 13;
const LARGE_MAP_TILES = 100 * 100;
const DIAGONAL_FACTOR = Math.SQRT2;

/** What one search writes down; kept between searches, for it is as large as the map. */
interface Search {
  /** What each tile between here and the goal is taken to cost. */
  readonly tileEstimate: number;
  readonly heap: TileHeap;
  readonly cost: Float64Array;
  readonly cameFrom: Int32Array;
  readonly closed: Uint8Array;
}

const searches = new WeakMap<NavigationGrid, Search>();

/**
 * The corners a body walks over from one point to another, the last being `to` itself;
 * undefined when there is no way. Technique: A* (Hart, Nilsson and Raphael 1968) over tiles,
 * then every corner is dropped that the body can cut in a straight line.
 */
export function findPath(map: ArenaMap, from: Readonly<Vec>, to: Readonly<Vec>): Vec[] | undefined {
  const grid = navigationGridOf(map);
  const start = tileAt(map, from);
  const end = tileAt(map, to);
  if (!grid.costs[start] || !grid.costs[end]) return undefined;
  if (canWalkStraight(map, from, to)) return [{ x: to.x, y: to.y }];
  const search = openSearch(grid);
  if (!searchTiles(grid, search, start, end)) return undefined;
  return cutCorners(map, from, [...walkBack(map, search, end), { x: to.x, y: to.y }]);
}

function openSearch(grid: NavigationGrid): Search {
  let search = searches.get(grid);
  if (search === undefined) {
    const tiles = grid.costs.length;
    search = {
      tileEstimate: tiles > LARGE_MAP_TILES ? USUAL_COST : LEAST_COST,
      heap: new TileHeap(),
      cost: new Float64Array(tiles),
      cameFrom: new Int32Array(tiles),
      closed: new Uint8Array(tiles),
    };
    searches.set(grid, search);
  }
  search.heap.clear();
  search.cost.fill(Infinity);
  search.closed.fill(0);
  return search;
}

function searchTiles(grid: NavigationGrid, search: Search, start: number, end: number): boolean {
  const { heap, cost, cameFrom, closed } = search;
  cost[start] = 0;
  cameFrom[start] = -1;
  heap.push(start, 0);
  for (let tile = heap.pop(); tile !== -1; tile = heap.pop()) {
    if (tile === end) return true;
    if (closed[tile] === 1) continue;
    closed[tile] = 1;
    openNeighbours(grid, search, tile, end);
  }
  return false;
}

function openNeighbours(grid: NavigationGrid, search: Search, tile: number, end: number): void {
  const { widthTiles } = grid.map;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const next = tile + dy * widthTiles + dx;
      const enter = grid.costs[next] ?? 0;
      if (enter === 0 || search.closed[next] === 1) continue;
      const isDiagonal = dx !== 0 && dy !== 0;
      if (isDiagonal && !(grid.costs[tile + dx] && grid.costs[tile + dy * widthTiles])) continue;
      const total = search.cost[tile]! + enter * (isDiagonal ? DIAGONAL_FACTOR : 1);
      if (total >= search.cost[next]!) continue;
      search.cost[next] = total;
      search.cameFrom[next] = tile;
      search.heap.push(next, total + search.tileEstimate * tilesBetween(widthTiles, next, end));
    }
  }
}

/** Steps from tile to tile if nothing were in the way, in eight directions; a diagonal one counts by its length. */
function tilesBetween(widthTiles: number, tile: number, end: number): number {
  const dx = Math.abs((tile % widthTiles) - (end % widthTiles));
  const dy = Math.abs(Math.floor(tile / widthTiles) - Math.floor(end / widthTiles));
  return Math.max(dx, dy) + (DIAGONAL_FACTOR - 1) * Math.min(dx, dy);
}

function walkBack(map: ArenaMap, search: Search, end: number): Vec[] {
  const tiles: Vec[] = [];
  for (let tile = end; tile !== -1; tile = search.cameFrom[tile]!) tiles.push(tileCentre(map, tile));
  return tiles.reverse();
}

function cutCorners(map: ArenaMap, from: Readonly<Vec>, points: readonly Vec[]): Vec[] {
  const corners: Vec[] = [];
  let stand = from;
  for (let i = 0; i < points.length - 1; i++) {
    if (canWalkStraight(map, stand, points[i + 1]!)) continue;
    corners.push(points[i]!);
    stand = points[i]!;
  }
  corners.push(points.at(-1)!);
  return corners;
}
