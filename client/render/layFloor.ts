import type * as Phaser from 'phaser';
import { GROUND, cssColour, mixColours } from './palette.ts';
import { DEPTH, type Stage } from './Stage.ts';

const PATTERN = 'floor';
const PATTERN_UNITS = 128;
const PIXELS_PER_UNIT = 2;
const SLAB_UNITS = PATTERN_UNITS / 2;

/** Lays the ground: one pattern of slabs repeated over the whole arena, drawn as a single quad. */
export function layFloor({ scene, map }: Stage): void {
  const side = PATTERN_UNITS * PIXELS_PER_UNIT;
  drawPattern(scene.textures.createCanvas(PATTERN, side, side));
  scene.add
    .tileSprite(0, 0, map.widthUnits, map.heightUnits, PATTERN)
    .setOrigin(0)
    .setTileScale(1 / PIXELS_PER_UNIT)
    .setDepth(DEPTH.floor);
}

function drawPattern(texture: Phaser.Textures.CanvasTexture | null): void {
  if (texture === null) throw new Error('the floor is laid already');
  const { context } = texture;
  context.scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT);
  const light = mixColours(GROUND.floor, GROUND.wallEdge, 0.36);
  const dark = mixColours(GROUND.floor, GROUND.wallEdge, 0.14);
  for (let row = 0; row < 2; row++) {
    for (let column = 0; column < 2; column++) {
      drawSlab(context, column * SLAB_UNITS, row * SLAB_UNITS, (row + column) % 2 === 0 ? light : dark);
    }
  }
  texture.refresh();
}

/** One slab with a joint around it, a faint bevel, and a rivet in each corner. */
function drawSlab(context: CanvasRenderingContext2D, x: number, y: number, colour: number): void {
  context.fillStyle = cssColour(mixColours(colour, GROUND.void, 0.35));
  context.fillRect(x, y, SLAB_UNITS, SLAB_UNITS);
  context.fillStyle = cssColour(colour);
  context.fillRect(x + 0.75, y + 0.75, SLAB_UNITS - 1.5, SLAB_UNITS - 1.5);
  context.fillStyle = cssColour(mixColours(colour, GROUND.ink, 0.05));
  context.fillRect(x + 0.75, y + 0.75, SLAB_UNITS - 1.5, 1);
  context.fillStyle = cssColour(mixColours(colour, GROUND.ink, 0.09));
  for (const [dx, dy] of [
    [6, 6],
    [SLAB_UNITS - 7, 6],
    [6, SLAB_UNITS - 7],
    [SLAB_UNITS - 7, SLAB_UNITS - 7],
  ] as const) {
    context.fillRect(x + dx, y + dy, 1.25, 1.25);
  }
}
