import { WEAPONS, type WeaponId } from '../../shared/defs/weapons.ts';
import { raycastWalls } from '../../shared/map/raycast.ts';
import { angleTo, type Vec } from '../../shared/math/vec.ts';
import type { ShotEvent } from '../../shared/net/GameEvent.ts';
import type { FlashPool } from './FlashPool.ts';
import { mixColours } from './palette.ts';
import type { ParticlePool } from './ParticlePool.ts';
import { DEPTH, type Stage } from './Stage.ts';

/** From the middle of a body to the end of its barrel. */
const MUZZLE_UNITS = 24;
const TRACER = 0xffe6bd;
const FIRE = 0xffb454;
const RAIL_STEP_UNITS = 13;

/** What a shot looks like, by weapon: muzzle flash and light, tracers, the rail's beam, sparks at the wall. */
export class ShotEffects {
  readonly #stage: Stage;
  readonly #flashes: FlashPool;
  readonly #sparks: ParticlePool;

  constructor(stage: Stage, flashes: FlashPool, sparks: ParticlePool) {
    this.#stage = stage;
    this.#flashes = flashes;
    this.#sparks = sparks;
  }

  /**
   * Shows a shot. A predicted one knows its aim but not its spread, which is the server's: its rays are
   * strewn here for the eye only.
   *
   * @param from the shooter's middle as it is drawn
   */
  show(shot: ShotEvent, from: Readonly<Vec>, aim: number, predicted: boolean): void {
    const direction = shot.ends[0] === undefined ? aim : angleTo(shot.from, shot.ends[0]);
    // Of one who fires out of sight only the flight is seen, from where it comes into sight.
    const ahead = shot.player === '' ? 0 : MUZZLE_UNITS;
    const muzzle = { x: from.x + Math.cos(direction) * ahead, y: from.y + Math.sin(direction) * ahead };
    if (ahead > 0) this.#flashMuzzle(shot.weapon, muzzle, direction);
    const ends = predicted ? this.#strewRays(shot, direction) : shot.ends;
    for (const end of ends) {
      if (shot.weapon === 'railgun') this.#drawRail(muzzle, end);
      else this.#drawTracer(shot.weapon, muzzle, end);
    }
  }

  #strewRays(shot: ShotEvent, direction: number): readonly Vec[] {
    const def = WEAPONS[shot.weapon];
    if (def.kind !== 'hitscan' || def.spreadRadians === 0) return shot.ends;
    return Array.from({ length: def.rays }, () => {
      const radians = direction + (Math.random() * 2 - 1) * def.spreadRadians;
      const length = raycastWalls(this.#stage.map, { ...shot.from, radians }, def.rangeUnits);
      return { x: shot.from.x + Math.cos(radians) * length, y: shot.from.y + Math.sin(radians) * length };
    });
  }

  #flashMuzzle(weapon: WeaponId, muzzle: Readonly<Vec>, rotation: number): void {
    const rail = weapon === 'railgun';
    const tint = rail ? this.#stage.palette.violet : FIRE;
    const size = weapon === 'pistol' || weapon === 'smg' ? 0.75 : 1.15;
    const ahead = { x: muzzle.x + Math.cos(rotation) * 16 * size, y: muzzle.y + Math.sin(rotation) * 16 * size };
    const grow = { fromScale: size, toScale: size * 0.6 };
    this.#flashes.flash({
      frame: 'flash',
      ...ahead,
      rotation,
      tint: mixColours(tint, 0xffffff, 0.4),
      alpha: 1,
      lifeMs: 80,
      ...grow,
      depth: DEPTH.spark,
    });
    const reach = { fromScale: 2.4 * size, toScale: 1.6 * size };
    this.#flashes.flash({ frame: 'light', ...muzzle, tint, alpha: 0.6, lifeMs: rail ? 260 : 120, ...reach });
  }

  #drawTracer(weapon: WeaponId, from: Readonly<Vec>, to: Readonly<Vec>): void {
    const thin = weapon === 'shotgun';
    this.#flashes.beam({ from, to, tint: TRACER, alpha: thin ? 0.5 : 0.85, width: thin ? 1.6 : 2.4, lifeMs: 95 });
    this.#flashes.beam({ from, to, tint: FIRE, alpha: 0.22, width: 7, lifeMs: 110 });
    this.#chipWall(from, to, weapon === 'pistol' ? 5 : 3, TRACER);
  }

  #drawRail(from: Readonly<Vec>, to: Readonly<Vec>): void {
    const { violet } = this.#stage.palette;
    this.#flashes.beam({ from, to, tint: violet, alpha: 0.28, width: 22, lifeMs: 420 });
    this.#flashes.beam({ from, to, tint: violet, alpha: 0.8, width: 7, lifeMs: 340 });
    this.#flashes.beam({ from, to, tint: 0xffffff, alpha: 1, width: 3, lifeMs: 240 });
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const step = RAIL_STEP_UNITS / this.#stage.traits.particleShare;
    for (let along = step; along < length; along += step) {
      const x = from.x + ((to.x - from.x) * along) / length;
      const y = from.y + ((to.y - from.y) * along) / length;
      this.#drift(x, y, violet);
    }
    this.#chipWall(from, to, 12, violet);
  }

  #drift(x: number, y: number, tint: number): void {
    const radians = Math.random() * Math.PI * 2;
    const speed = 10 + Math.random() * 26;
    this.#sparks.emit({
      frame: 'spark',
      x: x + (Math.random() - 0.5) * 8,
      y: y + (Math.random() - 0.5) * 8,
      vx: Math.cos(radians) * speed,
      vy: Math.sin(radians) * speed,
      drag: 1.2,
      lifeMs: 450 + Math.random() * 550,
      tint,
      alpha: 0.95,
      fromScale: 0.55,
      toScale: 0.2,
    });
  }

  /** Sparks that spring back from where a ray has met a wall. */
  #chipWall(from: Readonly<Vec>, to: Readonly<Vec>, count: number, tint: number): void {
    const back = angleTo(to, from);
    const number = Math.ceil(count * this.#stage.traits.particleShare);
    for (let i = 0; i < number; i++) {
      const radians = back + (Math.random() - 0.5) * 2.2;
      const speed = 60 + Math.random() * 190;
      this.#sparks.emit({
        frame: 'spark',
        x: to.x,
        y: to.y,
        vx: Math.cos(radians) * speed,
        vy: Math.sin(radians) * speed,
        drag: 5,
        lifeMs: 140 + Math.random() * 200,
        tint,
        alpha: 1,
        fromScale: 0.5,
        toScale: 0.15,
      });
    }
    this.#flashes.flash({
      frame: 'glow',
      ...to,
      tint,
      alpha: 0.7,
      lifeMs: 110,
      fromScale: 0.5,
      toScale: 0.25,
      depth: DEPTH.spark,
    });
  }
}
