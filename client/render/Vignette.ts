import type * as Phaser from 'phaser';
import { addImage, DEPTH, type Stage } from './Stage.ts';

/** Darkens the rim of the screen a little, where the quality allows it. */
export class Vignette {
  readonly #stage: Stage;
  readonly #image: Phaser.GameObjects.Image;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#image = addImage(stage, 'vignette', DEPTH.vignette);
  }

  draw(): void {
    const { worldView } = this.#stage.scene.cameras.main;
    this.#image.setVisible(this.#stage.traits.vignette).setPosition(worldView.centerX, worldView.centerY);
    this.#image.setDisplaySize(worldView.width, worldView.height);
  }
}
