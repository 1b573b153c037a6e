import type * as Phaser from 'phaser';
import type { Stage } from './Stage.ts';
import type { Piece } from './wallPieces.ts';

/** Pieces are grouped by where they begin, so that what lies off the screen is not drawn. */
const GROUP_UNITS = 512;

export interface Paint {
  readonly depth: number;
  readonly colour: number;
  readonly alpha: number;
}

interface Group {
  readonly graphics: Phaser.GameObjects.Graphics;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The unmoving rectangles of an arena, painted once and drawn where they are on the screen. */
export class PieceGroups {
  readonly #stage: Stage;
  readonly #groups = new Map<string, Group>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Adds filled rectangles; later ones of the same depth lie over earlier ones. */
  paint(pieces: readonly Piece[], { depth, colour, alpha }: Paint): void {
    for (const piece of pieces) {
      const group = this.#groupOf(piece, depth);
      group.graphics.fillStyle(colour, alpha).fillRect(piece.x, piece.y, piece.width, piece.height);
      group.left = Math.min(group.left, piece.x);
      group.top = Math.min(group.top, piece.y);
      group.right = Math.max(group.right, piece.x + piece.width);
      group.bottom = Math.max(group.bottom, piece.y + piece.height);
    }
  }

  /** Hides what the given part of the world, in units, does not touch. */
  cull(view: Phaser.Geom.Rectangle): void {
    for (const { graphics, left, top, right, bottom } of this.#groups.values()) {
      graphics.setVisible(right > view.left && left < view.right && bottom > view.top && top < view.bottom);
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
