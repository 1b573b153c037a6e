import type * as Phaser from 'phaser';

/** Pixels of the atlas per unit of the world: sharp at the largest zoom of a dense screen. */
export const ATLAS_SCALE = 4;
const SIDE_PX = 2048;
const GAP_PX = 8;

/** Key of the one texture that every image of the arena is cut from, so that they are drawn in one batch. */
export const ATLAS = 'arena';

export type Draw = (context: CanvasRenderingContext2D, width: number, height: number) => void;

/** Lays drawings out on one square texture, shelf by shelf. */
export class AtlasCanvas {
  readonly #texture: Phaser.Textures.CanvasTexture;
  #x = GAP_PX;
  #y = GAP_PX;
  #shelfPx = 0;

  constructor(textures: Phaser.Textures.TextureManager) {
    const texture = textures.createCanvas(ATLAS, SIDE_PX, SIDE_PX);
    if (texture === null) throw new Error('the atlas of the arena exists already');
    this.#texture = texture;
  }

  /** Adds a frame of the given size in units; `draw` works in units, from its top left corner. */
  add(name: string, width: number, height: number, draw: Draw): void {
    const widthPx = Math.ceil(width * ATLAS_SCALE);
    const heightPx = Math.ceil(height * ATLAS_SCALE);
    if (this.#x + widthPx + GAP_PX > SIDE_PX) this.#startShelf();
    if (this.#y + heightPx + GAP_PX > SIDE_PX) throw new Error(`no room for ${name} on the atlas`);
    const { context } = this.#texture;
    context.save();
    context.translate(this.#x, this.#y);
    context.scale(ATLAS_SCALE, ATLAS_SCALE);
    draw(context, width, height);
    context.restore();
    this.#texture.add(name, 0, this.#x, this.#y, widthPx, heightPx);
    this.#x += widthPx + GAP_PX;
    this.#shelfPx = Math.max(this.#shelfPx, heightPx);
  }

  /** Hands the finished drawing to the graphics card. */
  finish(): void {
    this.#texture.refresh();
  }

  #startShelf(): void {
    this.#x = GAP_PX;
    this.#y += this.#shelfPx + GAP_PX;
    this.#shelfPx = 0;
  }
}
