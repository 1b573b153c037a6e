import type * as Phaser from 'phaser';
import { clamp, distance, type Vec } from '../../shared/math/vec.ts';
import { followBody, zoomFor } from './cameraView.ts';
import type { Stage } from './Stage.ts';

const SHAKE_UNITS = 9;
const SHAKE_MS = 380;
/** Beyond this nothing shakes the ground under one's feet. */
const SHAKE_REACH_UNITS = 480;

/** Points the scene's camera: follows the own body, leads towards the aim, shakes shortly. */
export class CameraRig {
  readonly #stage: Stage;
  readonly #camera: Phaser.Cameras.Scene2D.Camera;
  readonly #aim = { x: 0, y: 0, leadX: 0, leadY: 0 };
  #shakeShare = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#camera = stage.scene.cameras.main;
    this.#aim.x = stage.map.widthUnits / 2;
    this.#aim.y = stage.map.heightUnits / 2;
  }

  /** Moves the camera; without a body it stays where it was. */
  update(body: (Readonly<Vec> & { readonly aim: number }) | undefined, deltaMs: number): void {
    const camera = this.#camera;
    camera.setZoom(zoomFor(camera.width, camera.height));
    if (body !== undefined) followBody(this.#aim, body, body.aim, deltaMs);
    this.#shakeShare = Math.max(0, this.#shakeShare - deltaMs / SHAKE_MS);
    const shake = this.#stage.shake ? SHAKE_UNITS * this.#shakeShare ** 2 : 0;
    const x = this.#aim.x + (Math.random() * 2 - 1) * shake;
    const y = this.#aim.y + (Math.random() * 2 - 1) * shake;
    camera.centerOn(x, y);
    // Layers read what is visible before the camera renders.
    camera.preRender();
  }

  /** Shakes by `strength`, 0…1. */
  shake(strength: number): void {
    this.#shakeShare = clamp(Math.max(this.#shakeShare, strength), 0, 1);
  }

  /** Shakes for something at a place, weaker the further away. */
  shakeFrom(at: Readonly<Vec>, strength: number): void {
    this.shake(strength * clamp(1 - distance(this.#aim, at) / SHAKE_REACH_UNITS, 0, 1));
  }

  /** The visible part of the world, in units. */
  get view(): Phaser.Geom.Rectangle {
    return this.#camera.worldView;
  }

  /** Where a place in the world is on the canvas, in canvas pixels. */
  toCanvas(place: Readonly<Vec>): Vec {
    const { worldView, zoom } = this.#camera;
    return { x: (place.x - worldView.x) * zoom, y: (place.y - worldView.y) * zoom };
  }
}
