import type * as Phaser from 'phaser';
import { WEAPONS } from '../../shared/defs/weapons.ts';
import type { SessionView } from '../../shared/net/ArenaSession.ts';
import { isFuseLit } from './fuse.ts';
import type { ParticlePool } from './ParticlePool.ts';
import { addImage, DEPTH, scaleImage, type Stage } from './Stage.ts';

type Projectile = SessionView['projectiles'][number];

const PUFF_INTERVAL_MS = 22;
const FIRE = 0xffb454;
const SMOKE = 0x8a7868;
const SPARK = 0xfff3dc;
/** A rolling disc turns by its way over its radius; drawn slower, so that the eye can follow. */
const TURN_RADIANS_PER_UNIT = 1 / 24;

interface Flying {
  readonly hull: Phaser.GameObjects.Image;
  readonly light: Phaser.GameObjects.Image;
  puffedAtMs: number;
}

/** What flies: rockets with light on the floor, fire and smoke behind, and rolling discs whose fuse blinks. */
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
    for (const projectile of projectiles) {
      present.add(projectile.key);
      if (rolls(projectile)) this.#drawDisc(projectile, nowMs);
      else this.#drawRocket(projectile, nowMs);
    }
    for (const [key, flying] of this.#flying) {
      if (present.has(key)) continue;
      flying.hull.destroy();
      flying.light.destroy();
      this.#flying.delete(key);
    }
  }

  #drawRocket({ key, x, y, vx, vy }: Projectile, nowMs: number): void {
    const radians = Math.atan2(vy, vx);
    const flying = this.#flyingOf(key, 'rocket', nowMs);
    flying.hull.setPosition(x, y).setRotation(radians);
    flying.light.setPosition(x, y).setAlpha(0.5 + 0.1 * Math.random());
    if (nowMs - flying.puffedAtMs < PUFF_INTERVAL_MS) return;
    flying.puffedAtMs = nowMs;
    this.#puff(x - Math.cos(radians) * 9, y - Math.sin(radians) * 9, radians);
  }

  /** The light is its fuse: on and off, ever faster. */
  #drawDisc({ key, x, y, ticksLeft }: Projectile, nowMs: number): void {
    const { hull, light } = this.#flyingOf(key, 'grenade', nowMs);
    const isLit = isFuseLit(ticksLeft);
    hull.setPosition(x, y).setRotation((x + y) * TURN_RADIANS_PER_UNIT);
    hull.setTint(isLit ? SPARK : FIRE);
    light.setPosition(x, y).setAlpha(isLit ? 0.65 : 0.2);
  }

  #puff(x: number, y: number, radians: number): void {
    const vx = -Math.cos(radians) * 60 + (Math.random() - 0.5) * 40;
    const vy = -Math.sin(radians) * 60 + (Math.random() - 0.5) * 40;
    const base = { x, y, vx, vy, drag: 2 };
    this.#sparks.emit({ ...base, frame: 'smoke', lifeMs: 170, tint: FIRE, alpha: 0.8, fromScale: 0.55, toScale: 0.15 });
    this.#smoke.emit({ ...base, frame: 'smoke', lifeMs: 620, tint: SMOKE, alpha: 0.3, fromScale: 0.4, toScale: 1.1 });
  }

  #flyingOf(key: string, frame: 'rocket' | 'grenade', nowMs: number): Flying {
    const known = this.#flying.get(key);
    if (known !== undefined) return known;
    const hull = addImage(this.#stage, frame, DEPTH.projectile).setVisible(true);
    const light = addImage(this.#stage, 'light', DEPTH.light).setBlendMode('ADD').setTint(FIRE).setVisible(true);
    scaleImage(light, frame === 'rocket' ? 1.7 : 1.1);
    const flying = { hull, light, puffedAtMs: nowMs };
    this.#flying.set(key, flying);
    return flying;
  }
}

function rolls({ weapon }: Projectile): boolean {
  const def = WEAPONS[weapon];
  return def.kind === 'projectile' && def.bounce !== undefined;
}
