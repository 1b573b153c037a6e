import type * as Phaser from 'phaser';
import type { Vec } from '../../shared/math/vec.ts';
import { addImage, DEPTH, scaleImage, type Stage } from './Stage.ts';

/** A picture that appears and fades: a light on the floor, a muzzle flash, a ring. Sizes in shares of the frame's. */
export interface FlashSpec {
  readonly frame: string;
  readonly x: number;
  readonly y: number;
  readonly lifeMs: number;
  readonly tint: number;
  readonly alpha: number;
  readonly fromScale: number;
  readonly toScale: number;
  readonly rotation?: number;
  readonly depth?: number;
}

/** A straight line of light. */
export interface BeamSpec {
  readonly from: Readonly<Vec>;
  readonly to: Readonly<Vec>;
  readonly lifeMs: number;
  readonly tint: number;
  readonly alpha: number;
  readonly width: number;
}

interface Flash {
  readonly image: Phaser.GameObjects.Image;
  readonly lifeMs: number;
  readonly alpha: number;
  readonly scaleAt: (age: number) => readonly [x: number, y: number];
  ageMs: number;
}

/** Lights, flashes, rings and beams: additive images that live for a moment. */
export class FlashPool {
  readonly #stage: Stage;
  #alive: Flash[] = [];
  #idle: Phaser.GameObjects.Image[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  flash(spec: FlashSpec): void {
    const image = this.#take(spec.frame, spec.depth ?? DEPTH.light)
      .setOrigin(0.5)
      .setPosition(spec.x, spec.y)
      .setRotation(spec.rotation ?? 0)
      .setTint(spec.tint);
    const scaleAt = (age: number): readonly [number, number] => {
      const scale = spec.fromScale + (spec.toScale - spec.fromScale) * age;
      return [scale, scale];
    };
    this.#add({ image, lifeMs: spec.lifeMs, alpha: spec.alpha, scaleAt, ageMs: 0 });
  }

  beam(spec: BeamSpec): void {
    const { from, to } = spec;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const image = this.#take('pixel', DEPTH.spark)
      .setOrigin(0, 0.5)
      .setPosition(from.x, from.y)
      .setRotation(Math.atan2(to.y - from.y, to.x - from.x))
      .setTint(spec.tint);
    // The frame is two units wide.
    const scaleAt = (age: number): readonly [number, number] => [length / 2, (spec.width * (1 - age * 0.7)) / 2];
    this.#add({ image, lifeMs: spec.lifeMs, alpha: spec.alpha, scaleAt, ageMs: 0 });
  }

  /** Lets `deltaMs` pass for every flash. */
  advance(deltaMs: number): void {
    let kept = 0;
    for (const flash of this.#alive) {
      flash.ageMs += deltaMs;
      if (flash.ageMs < flash.lifeMs) {
        shape(flash);
        this.#alive[kept++] = flash;
      } else {
        this.#idle.push(flash.image.setVisible(false));
      }
    }
    this.#alive.length = kept;
  }

  #add(flash: Flash): void {
    // The image still has the size of its last life.
    shape(flash);
    this.#alive.push(flash);
  }

  #take(frame: string, depth: number): Phaser.GameObjects.Image {
    const image = this.#idle.pop() ?? addImage(this.#stage, frame, depth).setBlendMode('ADD');
    return image.setFrame(frame).setDepth(depth).setVisible(true);
  }
}

function shape({ image, lifeMs, alpha, scaleAt, ageMs }: Flash): void {
  const age = ageMs / lifeMs;
  const [scaleX, scaleY] = scaleAt(age);
  scaleImage(image, scaleX, scaleY);
  image.setAlpha(alpha * (1 - age) ** 1.5);
}
