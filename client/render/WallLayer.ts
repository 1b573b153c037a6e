import type * as Phaser from 'phaser';
import { GROUND, mixColours } from './palette.ts';
import { DEPTH, type Stage } from './Stage.ts';
import { wallPieces, type Piece } from './wallPieces.ts';

/** Pieces are grouped by where they begin, so that what lies off the screen is not drawn. */
const GROUP_UNITS = 512;
/** Two offset copies of the walls make the edge of their shadow soft. */
const SHADOWS = [
  { dx: 4, dy: 12, alpha: 0.26 },
  { dx: 9, dy: 22, alpha: 0.26 },
] as const;

interface Group {
  readonly graphics: Phaser.GameObjects.Graphics;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The walls: top, outline, front face and the shadow they throw on the floor. */
export class WallLayer {
  readonly #stage: Stage;
  readonly #groups = new Map<string, Group>();

  constructor(stage: Stage) {
    this.#stage = stage;
    const { tops, fronts, gleams, edges } = wallPieces(stage.map);
    for (const { dx, dy, alpha } of SHADOWS) {
      const shifted = tops.map((top) => ({ ...top, x: top.x + dx, y: top.y + dy }));
      this.#paint(shifted, DEPTH.wallShadow, { colour: 0x000000, alpha });
    }
    this.#paint(fronts, DEPTH.wall, { colour: GROUND.wallFront, alpha: 1 });
    this.#paint(tops, DEPTH.wall, { colour: GROUND.wallTop, alpha: 1 });
    this.#paint(gleams, DEPTH.wall, { colour: mixColours(GROUND.wallTop, GROUND.wallEdge, 0.4), alpha: 1 });
    this.#paint(edges, DEPTH.wall, { colour: GROUND.wallEdge, alpha: 1 });
  }

  /** Hides what the given part of the world, in units, does not touch. */
  cull(view: Phaser.Geom.Rectangle): void {
    for (const { graphics, left, top, right, bottom } of this.#groups.values()) {
      graphics.setVisible(right > view.left && left < view.right && bottom > view.top && top < view.bottom);
    }
  }

  #paint(pieces: readonly Piece[], depth: number, paint: { colour: number; alpha: number }): void {
    for (const piece of pieces) {
      const group = this.#groupOf(piece, depth);
      group.graphics.fillStyle(paint.colour, paint.alpha).fillRect(piece.x, piece.y, piece.width, piece.height);
      group.left = Math.min(group.left, piece.x);
      group.top = Math.min(group.top, piece.y);
      group.right = Math.max(group.right, piece.x + piece.width);
      group.bottom = Math.max(group.bottom, piece.y + piece.height);
    }
  }

  #groupOf(piece: Piece, depth: number): Group {
    const key = `${depth}:${Math.floor(piece.x / GROUP_UNITS)}:${Math.floor(piece.y / GROUP_UNITS)}`;
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const graphics = this.#stage.scene.add.graphics().setDepth(depth);
    const group = { graphics, left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    this.#groups.set(key, group);
    return group;
  }
}
