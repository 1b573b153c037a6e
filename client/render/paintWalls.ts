import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { GROUND, mixColours } from './palette.ts';
import type { PieceGroups } from './PieceGroups.ts';
import { DEPTH } from './Stage.ts';
import { wallPieces, type Piece } from './wallPieces.ts';

/** Two offset copies of the walls make the edge of their shadow soft. */
const SHADOWS = [
  { dx: 4, dy: 12, alpha: 0.26 },
  { dx: 9, dy: 22, alpha: 0.26 },
] as const;
/** How far the nothing around the arena reaches: beyond every screen. */
const VOID_UNITS = 1408;
const VOID_GRID_UNITS = 64;
const BORDER_UNITS = 2;

/** Paints the walls of an arena: top, outline, front face, and the shadow they throw on the floor. */
export function paintWalls(map: ArenaMap, groups: PieceGroups): void {
  const { tops, fronts, gleams, edges } = wallPieces(map);
  for (const { dx, dy, alpha } of SHADOWS) {
    const shifted = tops.map((top) => ({ ...top, x: top.x + dx, y: top.y + dy }));
    groups.paint(shifted, { depth: DEPTH.wallShadow, colour: 0x000000, alpha });
  }
  const gleam = mixColours(GROUND.wallTop, GROUND.wallEdge, 0.4);
  groups.paint(fronts, { depth: DEPTH.wall, colour: GROUND.wallFront, alpha: 1 });
  groups.paint(tops, { depth: DEPTH.wall, colour: GROUND.wallTop, alpha: 1 });
  groups.paint(gleams, { depth: DEPTH.wall, colour: gleam, alpha: 1 });
  groups.paint(edges, { depth: DEPTH.wall, colour: GROUND.wallEdge, alpha: 1 });
  const depth = DEPTH.rim + 1;
  const around = surroundings(map);
  groups.paint(around, { depth, colour: GROUND.void, alpha: 1 });
  groups.paint(around.flatMap(gridLines), { depth, colour: GROUND.panel, alpha: 0.7 });
  groups.paint(border(map), { depth, colour: GROUND.wallEdge, alpha: 1 });
}

/** The nothing beyond the border, where no light falls. */
function surroundings(map: ArenaMap): Piece[] {
  const { widthUnits, heightUnits } = map;
  const across = { x: -VOID_UNITS, width: widthUnits + 2 * VOID_UNITS, height: VOID_UNITS };
  const upright = { y: 0, width: VOID_UNITS, height: heightUnits };
  return [
    { ...across, y: -VOID_UNITS },
    { ...across, y: heightUnits },
    { ...upright, x: -VOID_UNITS },
    { ...upright, x: widthUnits },
  ];
}

/** Faint lines that let one see the camera move where there is nothing else to see. */
function gridLines({ x, y, width, height }: Piece): Piece[] {
  const lines: Piece[] = [];
  for (let along = 0; along < width; along += VOID_GRID_UNITS) lines.push({ x: x + along, y, width: 1.5, height });
  for (let along = 0; along < height; along += VOID_GRID_UNITS) lines.push({ x, y: y + along, width, height: 1.5 });
  return lines;
}

/** The outer edge of the border walls. */
function border({ widthUnits, heightUnits }: ArenaMap): Piece[] {
  return [
    { x: -BORDER_UNITS, y: -BORDER_UNITS, width: widthUnits + 2 * BORDER_UNITS, height: BORDER_UNITS },
    { x: -BORDER_UNITS, y: heightUnits, width: widthUnits + 2 * BORDER_UNITS, height: BORDER_UNITS },
    { x: -BORDER_UNITS, y: 0, width: BORDER_UNITS, height: heightUnits },
    { x: widthUnits, y: 0, width: BORDER_UNITS, height: heightUnits },
  ];
}
