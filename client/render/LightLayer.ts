import type * as Phaser from 'phaser';
import type { Vec } from '../../shared/math/vec.ts';
import { addImage, DEPTH, scaleImage, type Stage } from './Stage.ts';

const DARKNESS = 0x050810;
/** How much of the floor's light the dark takes away. */
const DARKNESS_ALPHA = 0.8;
/** Light positions are spread this far around the eye, to soften the shadows' edges. */
const EYE_UNITS = 2;
/** Shadows reach out this far: beyond every screen. */
const FAR_UNITS = 2600;
const RIM_COLOUR = 0x9db8ee;
const GLOW_COLOUR = 0x5f86e0;
const GLOW_SCALE = 13;
/** Where the picture has to be cheap, less of it is lit brighter. */
const SMALL_GLOW_SCALE = 8;

/** What an eye at a place sees: corners x, y, x, y … around it, in units. */
export type SeeLight = (x: number, y: number) => ArrayLike<number>;

/**
 * What the avatar sees is lit; the rest lies in the dark. The dark is drawn as the outside of the light polygon:
 * behind every one of its edges a wedge that reaches beyond the screen. Wedges never overlap, and need no mask,
 * no texture and no triangulation, so this is cheap on any graphics card.
 */
export class LightLayer {
  readonly #stage: Stage;
  readonly #seeLight: SeeLight;
  readonly #shadows: Phaser.GameObjects.Graphics;
  readonly #rim: Phaser.GameObjects.Graphics;
  readonly #glow: Phaser.GameObjects.Image;
  /** The same light on the tops of the walls, fainter. */
  readonly #sheen: Phaser.GameObjects.Image;

  constructor(stage: Stage, seeLight: SeeLight) {
    this.#stage = stage;
    this.#seeLight = seeLight;
    this.#shadows = stage.scene.add.graphics().setDepth(DEPTH.darkness);
    this.#rim = stage.scene.add.graphics().setDepth(DEPTH.rim);
    this.#glow = addImage(stage, 'light', DEPTH.light).setBlendMode('ADD').setTint(GLOW_COLOUR).setAlpha(0.34);
    this.#sheen = addImage(stage, 'light', DEPTH.rim).setBlendMode('ADD').setTint(GLOW_COLOUR).setAlpha(0.16);
    scaleImage(this.#sheen, GLOW_SCALE * 0.75);
  }

  /** Lights the arena as seen from `eye`; nobody's eye: all of it. */
  draw(eye: Readonly<Vec> | undefined): void {
    this.#shadows.clear();
    this.#rim.clear();
    this.#glow.setVisible(eye !== undefined);
    this.#sheen.setVisible(eye !== undefined && this.#stage.traits.glow);
    if (eye === undefined) return;
    this.#glow.setPosition(eye.x, eye.y);
    scaleImage(this.#glow, this.#stage.traits.glow ? GLOW_SCALE : SMALL_GLOW_SCALE);
    this.#sheen.setPosition(eye.x, eye.y);
    const { shadowSamples } = this.#stage.traits;
    this.#shadows.fillStyle(DARKNESS, 1 - (1 - DARKNESS_ALPHA) ** (1 / shadowSamples));
    for (let sample = 0; sample < shadowSamples; sample++) {
      const turn = (sample / shadowSamples) * Math.PI * 2;
      const spread = shadowSamples === 1 ? 0 : EYE_UNITS;
      this.#drawShadows({ x: eye.x + Math.cos(turn) * spread, y: eye.y + Math.sin(turn) * spread });
    }
    this.#drawRim(eye, this.#seeLight(eye.x, eye.y));
  }

  #drawShadows(eye: Readonly<Vec>): void {
    const corners = this.#seeLight(eye.x, eye.y);
    for (let i = 0, last = corners.length - 2; i < corners.length; last = i, i += 2) {
      this.#drawWedge(eye, corners, last, i);
    }
  }

  #drawWedge(eye: Readonly<Vec>, corners: ArrayLike<number>, from: number, to: number): void {
    const ax = corners[from]!;
    const ay = corners[from + 1]!;
    const bx = corners[to]!;
    const by = corners[to + 1]!;
    const reachA = FAR_UNITS / Math.max(1, Math.hypot(ax - eye.x, ay - eye.y));
    const reachB = FAR_UNITS / Math.max(1, Math.hypot(bx - eye.x, by - eye.y));
    const farAx = ax + (ax - eye.x) * reachA;
    const farAy = ay + (ay - eye.y) * reachA;
    this.#shadows.fillTriangle(ax, ay, bx, by, farAx, farAy);
    this.#shadows.fillTriangle(bx, by, farAx, farAy, bx + (bx - eye.x) * reachB, by + (by - eye.y) * reachB);
  }

  /** Light catches on the edges of the walls that it meets, the nearer the brighter. */
  #drawRim(eye: Readonly<Vec>, corners: ArrayLike<number>): void {
    for (let i = 0, last = corners.length - 2; i < corners.length; last = i, i += 2) {
      const ax = corners[last]!;
      const ay = corners[last + 1]!;
      const bx = corners[i]!;
      const by = corners[i + 1]!;
      const level = Math.abs(ay - by) < 0.01;
      const upright = Math.abs(ax - bx) < 0.01;
      if (level === upright) continue;
      const away = Math.hypot((ax + bx) / 2 - eye.x, (ay + by) / 2 - eye.y);
      const alpha = 0.75 * Math.max(0, 1 - away / 620);
      if (alpha < 0.03) continue;
      this.#rim.lineStyle(2.2, RIM_COLOUR, alpha).lineBetween(ax, ay, bx, by);
    }
  }
}
