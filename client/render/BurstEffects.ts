import { WEAPONS, type WeaponId } from '../../shared/defs/weapons.ts';
import type { Vec } from '../../shared/math/vec.ts';
import type { FlashPool } from './FlashPool.ts';
import type { ParticlePool } from './ParticlePool.ts';
import { DEPTH, type Stage } from './Stage.ts';

const FIRE = 0xffb454;
const EMBER = 0xff7a3c;
const SMOKE = 0x6d6258;
const RING_UNITS = 60;

/** A spray of sparks. Angles in radians, speeds in units per second. */
interface Spray {
  readonly count: number;
  readonly tints: readonly number[];
  readonly direction: number;
  readonly spread: number;
  readonly speed: number;
  readonly lifeMs: number;
  readonly size: number;
}

/** What goes off at a place: hits, explosions, deaths, returns, pickups, dashes. */
export class BurstEffects {
  readonly #stage: Stage;
  readonly #flashes: FlashPool;
  readonly #sparks: ParticlePool;
  readonly #smoke: ParticlePool;

  constructor(stage: Stage, pools: { flashes: FlashPool; sparks: ParticlePool; smoke: ParticlePool }) {
    this.#stage = stage;
    this.#flashes = pools.flashes;
    this.#sparks = pools.sparks;
    this.#smoke = pools.smoke;
  }

  showHit(at: Readonly<Vec>, fromRadians: number, damage: number): void {
    const heavy = Math.min(1, damage / 60);
    const direction = fromRadians + Math.PI;
    this.#light(at, { tint: EMBER, alpha: 0.35 + 0.45 * heavy, scale: 1.6 + 2.6 * heavy, lifeMs: 140 + 240 * heavy });
    const count = 5 + 16 * heavy;
    this.#spray(at, {
      count,
      tints: [0xffffff, FIRE],
      direction,
      spread: 2.4,
      speed: 200 + 120 * heavy,
      lifeMs: 320,
      size: 0.6,
    });
    if (heavy < 0.5) return;
    this.#star(at);
  }

  showExplosion(at: Readonly<Vec>, weapon: WeaponId): void {
    const def = WEAPONS[weapon];
    const radius = def.kind === 'projectile' ? def.splashRadiusUnits : 40;
    const rings = (radius * 2) / RING_UNITS;
    if (this.#stage.flash) {
      this.#flashes.flash({
        frame: 'glow',
        ...at,
        tint: 0xfff0d0,
        alpha: 1,
        lifeMs: 150,
        fromScale: 2.5,
        toScale: 2,
        depth: DEPTH.spark,
      });
    }
    this.#light(at, { tint: FIRE, alpha: 0.8, scale: radius / 18, lifeMs: 420 });
    this.#ring(at, { tint: FIRE, fromScale: 0.3, toScale: rings, lifeMs: 300, alpha: 0.9 });
    this.#spray(at, {
      count: 30,
      tints: [FIRE, EMBER, 0xffffff],
      direction: 0,
      spread: Math.PI * 2,
      speed: 420,
      lifeMs: 520,
      size: 0.8,
    });
    this.#billow(at, radius);
  }

  showKill(at: Readonly<Vec>, colour: number): void {
    this.#light(at, { tint: colour, alpha: 0.8, scale: 3.4, lifeMs: 480 });
    this.#ring(at, { tint: colour, fromScale: 0.4, toScale: 1.7, lifeMs: 420, alpha: 1 });
    this.#ring(at, { tint: 0xffffff, fromScale: 0.3, toScale: 1, lifeMs: 260, alpha: 0.9 });
    this.#spray(at, {
      count: 34,
      tints: [colour, colour, 0xffffff],
      direction: 0,
      spread: Math.PI * 2,
      speed: 330,
      lifeMs: 760,
      size: 0.9,
    });
  }

  showSpawn(at: Readonly<Vec>, colour: number): void {
    this.#light(at, { tint: colour, alpha: 0.7, scale: 2.6, lifeMs: 600 });
    this.#ring(at, { tint: colour, fromScale: 1.9, toScale: 0.5, lifeMs: 420, alpha: 0.9 });
    this.#ring(at, { tint: 0xffffff, fromScale: 1.2, toScale: 0.5, lifeMs: 300, alpha: 0.6 });
  }

  showPickup(at: Readonly<Vec>, colour: number): void {
    this.#light(at, { tint: colour, alpha: 0.5, scale: 1.8, lifeMs: 360 });
    this.#ring(at, { tint: colour, fromScale: 0.5, toScale: 1.1, lifeMs: 320, alpha: 0.9 });
    this.#spray(at, {
      count: 12,
      tints: [colour, 0xffffff],
      direction: -Math.PI / 2,
      spread: 2.6,
      speed: 130,
      lifeMs: 520,
      size: 0.6,
    });
  }

  showDash(at: Readonly<Vec>, colour: number): void {
    this.#ring(at, { tint: colour, fromScale: 0.4, toScale: 0.95, lifeMs: 240, alpha: 0.6 });
  }

  /** A charge begins: light draws together. */
  showCharge(at: Readonly<Vec>): void {
    const { violet } = this.#stage.palette;
    this.#ring(at, { tint: violet, fromScale: 1.3, toScale: 0.35, lifeMs: 250, alpha: 0.9 });
    this.#light(at, { tint: violet, alpha: 0.4, scale: 1.8, lifeMs: 300 });
  }

  #light(at: Readonly<Vec>, light: { tint: number; alpha: number; scale: number; lifeMs: number }): void {
    const { scale, ...rest } = light;
    this.#flashes.flash({ frame: 'light', x: at.x, y: at.y, fromScale: scale, toScale: scale * 0.8, ...rest });
  }

  #ring(
    at: Readonly<Vec>,
    ring: { tint: number; fromScale: number; toScale: number; lifeMs: number; alpha: number },
  ): void {
    this.#flashes.flash({ frame: 'ring', x: at.x, y: at.y, depth: DEPTH.spark, ...ring });
  }

  /** Eight short rays around a heavy hit. */
  #star(at: Readonly<Vec>): void {
    for (let ray = 0; ray < 8; ray++) {
      const radians = (ray * Math.PI) / 4 + Math.PI / 8;
      const point = (away: number): Vec => ({ x: at.x + Math.cos(radians) * away, y: at.y + Math.sin(radians) * away });
      this.#flashes.beam({ from: point(17), to: point(28), tint: 0xffffff, alpha: 1, width: 2.4, lifeMs: 180 });
    }
  }

  #spray(at: Readonly<Vec>, spray: Spray): void {
    const count = Math.ceil(spray.count * this.#stage.traits.particleShare);
    for (let i = 0; i < count; i++) {
      const radians = spray.direction + (Math.random() - 0.5) * spray.spread;
      const speed = spray.speed * (0.25 + 0.75 * Math.random());
      this.#sparks.emit({
        frame: 'spark',
        x: at.x,
        y: at.y,
        vx: Math.cos(radians) * speed,
        vy: Math.sin(radians) * speed,
        drag: 4,
        lifeMs: spray.lifeMs * (0.5 + 0.5 * Math.random()),
        tint: spray.tints[i % spray.tints.length]!,
        alpha: 1,
        fromScale: spray.size,
        toScale: spray.size * 0.25,
      });
    }
  }

  #billow(at: Readonly<Vec>, radius: number): void {
    const count = Math.ceil(14 * this.#stage.traits.particleShare);
    for (let i = 0; i < count; i++) {
      const radians = Math.random() * Math.PI * 2;
      const speed = radius * (0.4 + Math.random());
      const flight = { vx: Math.cos(radians) * speed, vy: Math.sin(radians) * speed, drag: 3 };
      const puff = { frame: 'smoke', x: at.x, y: at.y, ...flight, fromScale: 0.8, toScale: 2.6 };
      this.#smoke.emit({ ...puff, lifeMs: 500 + Math.random() * 500, tint: SMOKE, alpha: 0.35 });
      const blaze = { ...puff, fromScale: 1.3, toScale: 0.4 };
      this.#sparks.emit({ ...blaze, lifeMs: 200 + Math.random() * 160, tint: EMBER, alpha: 0.8 });
    }
  }
}
