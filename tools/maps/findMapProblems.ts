import { MOVEMENT } from '../../shared/defs/tuning.ts';
import { WEAPON_IDS } from '../../shared/defs/weapons.ts';
import { isWall, TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { overlapsWall } from '../../shared/map/collide.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import { angleTo, type Vec } from '../../shared/math/vec.ts';
import { floodFrom, isReached } from './walkableSteps.ts';

/**
 * All that makes an arena unfair or unpleasant to play, one sentence each; none when it is fine.
 * @param minSpawns players for whom the map is made: everyone has a spawn of their own
 */
export function findMapProblems(map: ArenaMap, minSpawns: number): string[] {
  const problems = [...findSpawnProblems(map), ...findUnreachable(map), ...findNarrowGaps(map), ...findUnfairness(map)];
  if (map.spawns.length < minSpawns) problems.push(`has ${map.spawns.length} spawns for ${minSpawns} players`);
  for (const weapon of WEAPON_IDS) {
    if (weapon !== 'pistol' && !map.pads.some(({ pickup }) => pickup === weapon)) problems.push(`has no ${weapon}`);
  }
  return problems;
}

function findSpawnProblems(map: ArenaMap): string[] {
  const problems: string[] = [];
  map.spawns.forEach((spawn, index) => {
    if (overlapsWall(map, spawn, TILE_UNITS)) problems.push(`the spawn at ${told(spawn)} is less than a tile from a wall`);
    for (const other of map.spawns.slice(index + 1)) {
      if (seesBody(map, spawn, other) || seesBody(map, other, spawn)) {
        problems.push(`the spawns at ${told(spawn)} and ${told(other)} see each other`);
      }
    }
  });
  return problems;
}

/** Whether an eye sees the middle or either side of a body. */
function seesBody(map: ArenaMap, eye: Readonly<Vec>, body: Readonly<Vec>): boolean {
  const across = angleTo(eye, body) + Math.PI / 2;
  return [-1, 0, 1].some((side) => {
    const x = body.x + Math.cos(across) * MOVEMENT.radiusUnits * side;
    const y = body.y + Math.sin(across) * MOVEMENT.radiusUnits * side;
    return hasLineOfSight(map, eye, { x, y });
  });
}

function findUnreachable(map: ArenaMap): string[] {
  const [first] = map.spawns;
  if (first === undefined) return [];
  const walkable = floodFrom(map, first);
  const named = [
    ...map.spawns.map((spawn) => ({ name: 'spawn', place: spawn })),
    ...map.pads.map((pad) => ({ name: pad.pickup, place: pad })),
  ];
  return named
    .filter(({ place }) => !isReached(walkable, place))
    .map(({ name, place }) => `nobody can walk from ${told(first)} to the ${name} at ${told(place)}`);
}

/** Gaps of one tile let a body of 28 units through, but nobody hits them at a run. */
function findNarrowGaps(map: ArenaMap): string[] {
  const problems: string[] = [];
  map.walls.forEach((wall, index) => {
    const column = index % map.widthTiles;
    const row = (index - column) / map.widthTiles;
    const across = isWall(map, column - 1, row) && isWall(map, column + 1, row);
    const down = isWall(map, column, row - 1) && isWall(map, column, row + 1);
    if (wall === 0 && (across || down)) problems.push(`the way through tile ${column},${row} is only one tile wide`);
  });
  return problems;
}

/** Whoever comes back at one end must find there what the other end has: the map turned by half a turn is itself. */
function findUnfairness(map: ArenaMap): string[] {
  const problems: string[] = [];
  const last = map.walls.length - 1;
  const odd = map.walls.findIndex((wall, index) => wall !== map.walls[last - index]);
  if (odd >= 0) {
    const place = `${odd % map.widthTiles},${Math.floor(odd / map.widthTiles)}`;
    problems.push(`turned by half a turn, the walls differ from tile ${place} on`);
  }
  for (const spawn of map.spawns) {
    if (!map.spawns.some((other) => isOpposite(map, spawn, other))) {
      problems.push(`the spawn at ${told(spawn)} has no counterpart half a turn away`);
    }
  }
  for (const pad of map.pads) {
    if (!map.pads.some((other) => other.pickup === pad.pickup && isOpposite(map, pad, other))) {
      problems.push(`the ${pad.pickup} at ${told(pad)} has no counterpart half a turn away`);
    }
  }
  return problems;
}

function isOpposite(map: ArenaMap, one: Readonly<Vec>, other: Readonly<Vec>): boolean {
  return Math.abs(map.widthUnits - one.x - other.x) < 1 && Math.abs(map.heightUnits - one.y - other.y) < 1;
}

function told({ x, y }: Readonly<Vec>): string {
  return `${x},${y}`;
}
