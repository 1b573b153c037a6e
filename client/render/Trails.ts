import { distance, type Vec } from '../../shared/math/vec.ts';
import type { ParticlePool } from './ParticlePool.ts';

/** Faster than this is a dash. Units per second. */
const DASH_SPEED = 380;
const RUN_SPEED = 90;
const DASH_STEP_UNITS = 9;
const RUN_STEP_UNITS = 15;
/** A longer way in one frame is a new life. */
const JUMP_UNITS = 120;

interface Track {
  x: number;
  y: number;
  sinceLast: number;
}

/** The fading trail behind those who run, and the bright one behind a dash. */
export class Trails {
  readonly #specks: ParticlePool;
  readonly #tracks = new Map<string, Track>();

  constructor(specks: ParticlePool) {
    this.#specks = specks;
  }

  /** Follows one player to where it is drawn now. */
  follow(id: string, place: Readonly<Vec>, colour: number, deltaMs: number): void {
    const track = this.#tracks.get(id) ?? { x: place.x, y: place.y, sinceLast: 0 };
    this.#tracks.set(id, track);
    const way = distance(track, place);
    const speed = (way * 1000) / Math.max(1, deltaMs);
    const dashing = speed > DASH_SPEED;
    const step = dashing ? DASH_STEP_UNITS : RUN_STEP_UNITS;
    if (way < JUMP_UNITS && speed > RUN_SPEED) this.#leave(track, place, { step, dashing, colour });
    track.x = place.x;
    track.y = place.y;
  }

  /** Forgets someone who is out of sight, so that the trail does not bridge the gap. */
  forget(id: string): void {
    this.#tracks.delete(id);
  }

  #leave(track: Track, place: Readonly<Vec>, trail: { step: number; dashing: boolean; colour: number }): void {
    const way = distance(track, place);
    for (let along = trail.step - track.sinceLast; along <= way; along += trail.step) {
      const x = track.x + ((place.x - track.x) * along) / way;
      const y = track.y + ((place.y - track.y) * along) / way;
      const still = { x, y, vx: 0, vy: 0, drag: 0, tint: trail.colour };
      if (trail.dashing) {
        this.#specks.emit({ ...still, frame: 'smoke', lifeMs: 420, alpha: 0.5, fromScale: 1.5, toScale: 0.5 });
      } else {
        this.#specks.emit({ ...still, frame: 'smoke', lifeMs: 380, alpha: 0.2, fromScale: 1, toScale: 0.35 });
      }
    }
    track.sinceLast = (track.sinceLast + way) % trail.step;
  }
}
