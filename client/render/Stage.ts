import type * as Phaser from 'phaser';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { ATLAS, ATLAS_SCALE } from './AtlasCanvas.ts';
import type { Palette } from './palette.ts';
import type { QualityTraits } from './quality.ts';

/** What lies over what. Lights and flying things lie under the darkness: only what you can see is lit. */
export const DEPTH = {
  floor: 0,
  wallShadow: 5,
  pad: 10,
  light: 20,
  trail: 28,
  smoke: 30,
  projectile: 32,
  spark: 34,
  darkness: 40,
  wall: 50,
  rim: 52,
  aura: 58,
  avatar: 60,
  label: 70,
  arc: 80,
  ghost: 85,
  vignette: 90,
} as const;

/** What every layer draws on, and with. Palette and traits may change while the match runs. */
export interface Stage {
  readonly scene: Phaser.Scene;
  readonly map: ArenaMap;
  palette: Palette;
  traits: QualityTraits;
  /** Player settings: whether the screen may shake and flash. */
  shake: boolean;
  flash: boolean;
}

/** Adds an image cut from the atlas, at the given scale of its size in units. */
export function addImage(stage: Stage, frame: string, depth: number): Phaser.GameObjects.Image {
  return stage.scene.add
    .image(0, 0, ATLAS, frame)
    .setScale(1 / ATLAS_SCALE)
    .setDepth(depth)
    .setVisible(false);
}

/** Sets an image's scale, where 1 is its size in units as it was drawn. */
export function scaleImage(image: Phaser.GameObjects.Image, scaleX: number, scaleY = scaleX): void {
  image.setScale(scaleX / ATLAS_SCALE, scaleY / ATLAS_SCALE);
}
