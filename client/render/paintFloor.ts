import { TILE_UNITS, type ArenaMap } from '../../shared/map/ArenaMap.ts';
import { mergedWalls } from '../../shared/map/mergedWalls.ts';
import { GROUND, mixColours } from './palette.ts';
import type { PieceGroups } from './PieceGroups.ts';
import { DEPTH } from './Stage.ts';
import type { Piece } from './wallPieces.ts';

const SLAB_UNITS = 64;
const JOINT_UNITS = 1.5;
/** Larger pieces would defeat the culling of what is off the screen. */
const FIELD_UNITS = 512;
/** Tile numbers of the floor layer of a map that are more than plain ground. */
const PLATED = 2;
const MARKED = 3;
const MARK_INSET_UNITS = 4;
const MARK_LINE_UNITS = 1.5;

const LIGHT_SLAB = mixColours(GROUND.floor, GROUND.wallEdge, 0.33);
const DARK_SLAB = mixColours(GROUND.floor, GROUND.wallEdge, 0.18);
const JOINT = mixColours(DARK_SLAB, GROUND.void, 0.4);

/**
 * Paints the ground: slabs with joints between, and over them the plates and marks that the map asks for.
 * Plain rectangles, not textures: sharp at every zoom, and several times faster on a renderer without a graphics card.
 */
export function paintFloor(map: ArenaMap, groups: PieceGroups): void {
  const fields = gridOf(map, FIELD_UNITS);
  const dark = gridOf(map, SLAB_UNITS).filter(({ x, y }) => ((x + y) / SLAB_UNITS) % 2 === 1);
  groups.paint(fields, { depth: DEPTH.floor, colour: LIGHT_SLAB, alpha: 1 });
  groups.paint(dark, { depth: DEPTH.floor, colour: DARK_SLAB, alpha: 1 });
  groups.paint(fields.flatMap(jointsOf), { depth: DEPTH.floor, colour: JOINT, alpha: 1 });
  groups.paint(blocksOf(map, PLATED), { depth: DEPTH.floor, colour: GROUND.ink, alpha: 0.05 });
  groups.paint(blocksOf(map, MARKED), { depth: DEPTH.floor, colour: GROUND.void, alpha: 0.16 });
  groups.paint(blocksOf(map, MARKED).flatMap(outlineOf), { depth: DEPTH.floor, colour: GROUND.quiet, alpha: 0.3 });
}

/** Squares that cover the arena. */
function gridOf(map: ArenaMap, side: number): Piece[] {
  const squares: Piece[] = [];
  for (let y = 0; y < map.heightUnits; y += side) {
    for (let x = 0; x < map.widthUnits; x += side) squares.push({ x, y, width: side, height: side });
  }
  return squares;
}

function jointsOf({ x, y, width, height }: Piece): Piece[] {
  const joints: Piece[] = [];
  for (let along = 0; along < width; along += SLAB_UNITS) {
    joints.push({ x: x + along, y, width: JOINT_UNITS, height });
    joints.push({ x, y: y + along, width, height: JOINT_UNITS });
  }
  return joints;
}

/** Where the floor has a tile, as few rectangles, in units. */
function blocksOf(map: ArenaMap, tile: number): Piece[] {
  const walls = map.floor.map((each, index) => (each === tile && map.walls[index] === 0 ? 1 : 0));
  return mergedWalls({ ...map, walls }).map(({ column, row, columns, rows }) => ({
    x: column * TILE_UNITS,
    y: row * TILE_UNITS,
    width: columns * TILE_UNITS,
    height: rows * TILE_UNITS,
  }));
}

/** A thin line a little inside a rectangle. */
function outlineOf({ x, y, width, height }: Piece): Piece[] {
  const inset = MARK_INSET_UNITS;
  const line = MARK_LINE_UNITS;
  const across = { x: x + inset, width: width - 2 * inset, height: line };
  const upright = { y: y + inset, width: line, height: height - 2 * inset };
  return [
    { ...across, y: y + inset },
    { ...across, y: y + height - inset - line },
    { ...upright, x: x + inset },
    { ...upright, x: x + width - inset - line },
  ];
}
