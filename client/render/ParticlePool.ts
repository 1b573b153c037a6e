import type * as Phaser from 'phaser';
import { addImage, scaleImage, type Stage } from './Stage.ts';

/** One speck. Places in units, speeds in units per second. */
export interface ParticleSpec {
  readonly frame: string;
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
  readonly lifeMs: number;
  readonly tint: number;
  readonly alpha: number;
  readonly fromScale: number;
  readonly toScale: number;
  /** Share of the speed lost per second. */
  readonly drag: number;
}

interface Particle {
  readonly image: Phaser.GameObjects.Image;
  spec: ParticleSpec;
  x: number;
  y: number;
  vx: number;
  vy: number;
  ageMs: number;
}

/** Specks that fly, slow down and fade. The oldest gives way when there are too many. */
export class ParticlePool {
  readonly #stage: Stage;
  readonly #limit: number;
  readonly #look: { readonly depth: number; readonly additive: boolean };
  #alive: Particle[] = [];
  #idle: Phaser.GameObjects.Image[] = [];

  constructor(stage: Stage, limit: number, look: { depth: number; additive: boolean }) {
    this.#stage = stage;
    this.#limit = limit;
    this.#look = look;
  }

  emit(spec: ParticleSpec): void {
    const oldest = this.#alive.length >= this.#limit ? this.#alive.shift() : undefined;
    const image = oldest?.image ?? this.#idle.pop() ?? this.#newImage();
    image.setFrame(spec.frame).setTint(spec.tint).setVisible(true);
    const particle = { image, spec, x: spec.x, y: spec.y, vx: spec.vx, vy: spec.vy, ageMs: 0 };
    move(particle, 0);
    this.#alive.push(particle);
  }

  /** Lets `deltaMs` pass for every speck. */
  advance(deltaMs: number): void {
    let kept = 0;
    for (const particle of this.#alive) {
      particle.ageMs += deltaMs;
      if (particle.ageMs < particle.spec.lifeMs) {
        move(particle, deltaMs / 1000);
        this.#alive[kept++] = particle;
      } else {
        this.#idle.push(particle.image.setVisible(false));
      }
    }
    this.#alive.length = kept;
  }

  #newImage(): Phaser.GameObjects.Image {
    const image = addImage(this.#stage, 'spark', this.#look.depth);
    return this.#look.additive ? image.setBlendMode('ADD') : image;
  }
}

function move(particle: Particle, seconds: number): void {
  const { spec, image } = particle;
  const keep = Math.exp(-spec.drag * seconds);
  particle.vx *= keep;
  particle.vy *= keep;
  particle.x += particle.vx * seconds;
  particle.y += particle.vy * seconds;
  const age = particle.ageMs / spec.lifeMs;
  image.setPosition(particle.x, particle.y).setAlpha(spec.alpha * (1 - age));
  scaleImage(image, spec.fromScale + (spec.toScale - spec.fromScale) * age);
}
