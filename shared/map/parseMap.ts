import { POSITION } from '../defs/precision.ts';
import { PICKUPS, type PickupId } from '../defs/pickups.ts';
import { MOVEMENT } from '../defs/tuning.ts';
import { normalizeAngle } from '../math/angle.ts';
import { isWall, TILE_UNITS, type ArenaMap, type PickupPad, type SpawnPoint } from './ArenaMap.ts';
import { overlapsWall } from './collide.ts';
import { isRecord, listOf, readProperties, type Fields } from './tiledFields.ts';

const MAX_SIDE_TILES = Math.floor(POSITION.max / TILE_UNITS);
const MIN_SIDE_TILES = 3;
const MAX_TEAM = 2;
/** The upper bits of a tile number say how Tiled has flipped it; hexagonal maps use the fourth. */
const TILE_NUMBER_MASK = 0x0fffffff;

/** What is known of a map while it is read, and all that is wrong with it. */
interface Reading {
  readonly tmj: Fields;
  readonly problems: string[];
}

/**
 * Reads an arena from the JSON of a Tiled map: orthogonal, tiles of 32×32, the tile layers `floor` and
 * `walls` (whatever tile stands there is wall) and the object layer `objects` with points of class `spawn`
 * and `pickup` (docs/modding.md). Spawns and pads keep the order they have in the file.
 *
 * @param tmj the parsed JSON, trusted in nothing
 * @throws an Error that lists every problem found, one a line
 */
export function parseMap(id: string, tmj: unknown): ArenaMap {
  const reading: Reading = { tmj: isRecord(tmj) ? tmj : {}, problems: [] };
  checkFormat(reading);
  const floor = readTiles(reading, 'floor');
  const walls = readTiles(reading, 'walls');
  const objects = listOf(findLayer(reading, 'objects', 'objectgroup')?.objects);
  failOnProblems(id, reading);
  const map = arenaOf(id, reading.tmj, { walls, floor });
  checkBorder(map, reading.problems);
  const spawns = readSpawns(map, objects, reading.problems);
  const pads = readPads(map, objects, reading.problems);
  failOnProblems(id, reading);
  return { ...map, spawns, pads };
}

function failOnProblems(id: string, { problems }: Reading): void {
  if (problems.length > 0) throw new Error(`map ${id} cannot be used:\n${problems.map((p) => `- ${p}`).join('\n')}`);
}

function checkFormat({ tmj, problems }: Reading): void {
  if (tmj.type !== 'map') problems.push('this is not a Tiled map: "type" must be "map"');
  if (tmj.orientation !== 'orthogonal') problems.push('"orientation" must be "orthogonal"');
  if (tmj.infinite === true) problems.push('infinite maps cannot be read: switch "infinite" off in the map properties');
  for (const key of ['tilewidth', 'tileheight']) {
    if (tmj[key] !== TILE_UNITS) problems.push(`"${key}" must be ${TILE_UNITS}`);
  }
  for (const key of ['width', 'height']) {
    if (isSide(tmj[key])) continue;
    problems.push(`"${key}" must be a whole number of tiles, ${MIN_SIDE_TILES} to ${MAX_SIDE_TILES}`);
  }
}

function isSide(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= MIN_SIDE_TILES && Number(value) <= MAX_SIDE_TILES;
}

function findLayer({ tmj, problems }: Reading, name: string, type: string): Fields | undefined {
  const layer = listOf(tmj.layers).find((candidate) => candidate.name === name && candidate.type === type);
  if (layer === undefined) problems.push(`there is no layer "${name}" of type "${type}"`);
  return layer;
}

/** The tile numbers of a layer without their flips; what is wrong with them is among the problems. */
function readTiles(reading: Reading, name: string): readonly number[] {
  const layer = findLayer(reading, name, 'tilelayer');
  if (layer === undefined) return [];
  const { tmj, problems } = reading;
  if (!Array.isArray(layer.data)) {
    problems.push(`layer "${name}" is encoded: set "tile layer format" to CSV in the map properties and save again`);
    return [];
  }
  const tiles: readonly unknown[] = layer.data;
  const expected = Number(tmj.width) * Number(tmj.height);
  if (tiles.length !== expected) problems.push(`layer "${name}" has ${tiles.length} tiles, not ${expected}`);
  const wrong = tiles.findIndex((tile) => !Number.isInteger(tile) || Number(tile) < 0);
  if (wrong >= 0) problems.push(`layer "${name}" has no tile number at position ${wrong}`);
  return tiles.map((tile) => Number(tile) & TILE_NUMBER_MASK);
}

function arenaOf(id: string, tmj: Fields, tiles: Readonly<Record<'walls' | 'floor', readonly number[]>>): ArenaMap {
  const widthTiles = Number(tmj.width);
  const heightTiles = Number(tmj.height);
  return {
    id,
    widthTiles,
    heightTiles,
    widthUnits: widthTiles * TILE_UNITS,
    heightUnits: heightTiles * TILE_UNITS,
    walls: Uint8Array.from(tiles.walls, (tile) => (tile === 0 ? 0 : 1)),
    floor: Uint8Array.from(tiles.floor),
    spawns: [],
    pads: [],
  };
}

function checkBorder(map: ArenaMap, problems: string[]): void {
  const gaps: string[] = [];
  map.walls.forEach((wall, index) => {
    const column = index % map.widthTiles;
    const row = (index - column) / map.widthTiles;
    const inside = column > 0 && row > 0 && column < map.widthTiles - 1 && row < map.heightTiles - 1;
    if (!inside && wall === 0) gaps.push(`${column},${row}`);
  });
  if (gaps.length > 0) problems.push(`the border must be wall all round; it is open at ${gaps.join(' ')}`);
}

function readSpawns(map: ArenaMap, objects: readonly Fields[], problems: string[]): SpawnPoint[] {
  const spawns: SpawnPoint[] = [];
  for (const object of objects) {
    if (classOf(object) !== 'spawn') continue;
    const place = readPlace(object, problems);
    const properties = readProperties(object);
    const degrees = properties.get('facing') ?? object.rotation ?? 0;
    const team = properties.get('team') ?? 0;
    const fits = isFinite(degrees) && isTeam(team);
    if (!isFinite(degrees)) problems.push(`${nameOf(object)}: "facing" must be a number of degrees`);
    if (!isTeam(team)) problems.push(`${nameOf(object)}: "team" must be 0 (anyone), 1 or 2`);
    if (place === undefined || !fits) continue;
    if (overlapsWall(map, place, MOVEMENT.radiusUnits)) problems.push(`${nameOf(object)} stands in a wall`);
    spawns.push({ ...place, facing: normalizeAngle((degrees / 180) * Math.PI), team });
  }
  if (spawns.length === 0) problems.push('there is no spawn: nobody could enter');
  return spawns;
}

function readPads(map: ArenaMap, objects: readonly Fields[], problems: string[]): PickupPad[] {
  const pads: PickupPad[] = [];
  for (const object of objects) {
    const kind = classOf(object);
    if (kind === 'spawn') continue;
    if (kind !== 'pickup') {
      problems.push(`${nameOf(object)}: the class must be "spawn" or "pickup", not ${JSON.stringify(kind)}`);
      continue;
    }
    const place = readPlace(object, problems);
    const pickup = readProperties(object).get('pickup');
    if (!isPickupId(pickup)) {
      const known = Object.keys(PICKUPS).join(', ');
      problems.push(`${nameOf(object)}: "pickup" must be one of ${known}, not ${JSON.stringify(pickup)}`);
    }
    if (place === undefined || !isPickupId(pickup)) continue;
    if (isWall(map, Math.floor(place.x / TILE_UNITS), Math.floor(place.y / TILE_UNITS))) {
      problems.push(`${nameOf(object)} lies in a wall`);
    }
    pads.push({ ...place, pickup });
  }
  return pads;
}

/** Tiled 1.9 wrote the class of an object as `class`, all others write `type`. */
function classOf(object: Fields): unknown {
  return object.type ?? object.class;
}

function nameOf(object: Fields): string {
  return `object ${String(object.id)} at ${String(object.x)},${String(object.y)}`;
}

function readPlace(object: Fields, problems: string[]): { x: number; y: number } | undefined {
  const { x, y } = object;
  if (object.point === true && isFinite(x) && isFinite(y)) return { x, y };
  problems.push(`${nameOf(object)} must be a point`);
  return undefined;
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

function isTeam(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_TEAM;
}

function isPickupId(value: unknown): value is PickupId {
  return typeof value === 'string' && Object.hasOwn(PICKUPS, value);
}
