import type * as Phaser from 'phaser';
import type { SessionView } from '../../shared/net/ArenaSession.ts';
import type { ParticlePool } from './ParticlePool.ts';
import { addImage, DEPTH, scaleImage, type Stage } from './Stage.ts';

const PUFF_INTERVAL_MS = 22;
const FIRE = 0xffb454;
const SMOKE = 0x8a7868;

interface Flying {
  readonly hull: Phaser.GameObjects.Image;
  readonly light: Phaser.GameObjects.Image;
  puffedAtMs: number;
}

/** Rockets in flight: hull, light on the floor, fire and smoke behind. */
export class ProjectileLayer {
  readonly #stage: Stage;
  readonly #sparks: ParticlePool;
  readonly #smoke: ParticlePool;
  readonly #flying = new Map<string, Flying>();

  constructor(stage: Stage, sparks: ParticlePool, smoke: ParticlePool) {
    this.#stage = stage;
    this.#sparks = sparks;
    this.#smoke = smoke;
  }

  draw(projectiles: SessionView['projectiles'], nowMs: number): void {
    const present = new Set<string>();
    for (const { key, x, y, radians } of projectiles) {
      present.add(key);
      const flying = this.#flyingOf(key, nowMs);
      flying.hull.setPosition(x, y).setRotation(radians);
      flying.light.setPosition(x, y).setAlpha(0.5 + 0.1 * Math.random());
      if (nowMs - flying.puffedAtMs >= PUFF_INTERVAL_MS) {
        flying.puffedAtMs = nowMs;
        this.#puff(x - Math.cos(radians) * 9, y - Math.sin(radians) * 9, radians);
      }
    }
    for (const [key, flying] of this.#flying) {
      if (present.has(key)) continue;
      flying.hull.destroy();
      flying.light.destroy();
      this.#flying.delete(key);
    }
  }

  #puff(x: number, y: number, radians: number): void {
    const vx = -Math.cos(radians) * 60 + (Math.random() - 0.5) * 40;
    const vy = -Math.sin(radians) * 60 + (Math.random() - 0.5) * 40;
    const base = { x, y, vx, vy, drag: 2 };
    this.#sparks.emit({ ...base, frame: 'smoke', lifeMs: 170, tint: FIRE, alpha: 0.8, fromScale: 0.55, toScale: 0.15 });
    this.#smoke.emit({ ...base, frame: 'smoke', lifeMs: 620, tint: SMOKE, alpha: 0.3, fromScale: 0.4, toScale: 1.1 });
  }

  #flyingOf(key: string, nowMs: number): Flying {
    const known = this.#flying.get(key);
    if (known !== undefined) return known;
    const hull = addImage(this.#stage, 'rocket', DEPTH.projectile).setVisible(true);
    const light = addImage(this.#stage, 'light', DEPTH.light).setBlendMode('ADD').setTint(FIRE).setVisible(true);
    scaleImage(light, 1.7);
    const flying = { hull, light, puffedAtMs: nowMs };
    this.#flying.set(key, flying);
    return flying;
  }
}
