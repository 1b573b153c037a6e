import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { hasLineOfSight } from '../../shared/map/raycast.ts';
import { TICK_RATE } from '../../shared/defs/rates.ts';
import type { Vec } from '../../shared/math/vec.ts';
import type { DrawnProjectile } from '../../shared/net/FlownProjectile.ts';
import type { GameEvent } from '../../shared/net/GameEvent.ts';
import type { Settings } from '../settings/Settings.ts';
import { AudioDesk } from './AudioDesk.ts';
import { hearFrom, type Heard } from './hearing.ts';
import { soundOf, type Sound } from './soundOf.ts';

/** Who listens, and where; an ear without a place hears everything from nearby. */
export interface Listening {
  readonly map: ArenaMap;
  readonly self: string;
  readonly ear: Readonly<Vec> | undefined;
}

/** What the countdown is read from. */
export interface PhaseClock {
  readonly phase: string;
  readonly phaseEndsAtTick: number;
}

const IN_THE_EAR: Heard = { gain: 0.8, pan: 0, cutoffHz: 18000 };
const COUNTED_SECONDS = 5;

/** Everything that is heard of a match. Silent until the first gesture, as browsers demand. */
export class ArenaSounds {
  readonly #settings: Settings;
  readonly #abort = new AbortController();
  readonly #stopSettings: () => void;
  #desk: AudioDesk | undefined;
  #opening = false;
  #countedSecond = 0;
  /** What bounces, and how often it has. */
  #bounces = new Map<string, number>();

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#stopSettings = settings.onChange(() => this.#applyVolume());
    if (navigator.userActivation.hasBeenActive) void this.#open();
    const { signal } = this.#abort;
    for (const gesture of ['pointerdown', 'keydown', 'touchend']) {
      window.addEventListener(gesture, () => void this.#open(), { signal });
    }
  }

  /** Plays what an event sounds like. */
  play(event: GameEvent, listening: Listening): void {
    const sound = soundOf(event, listening.self);
    if (sound !== undefined) this.#playAt(sound, listening);
  }

  /** Plays a clank for everything that has come off a wall since the last frame. */
  playBounces(projectiles: readonly DrawnProjectile[], listening: Listening): void {
    const before = this.#bounces;
    this.#bounces = new Map(projectiles.map(({ key, bounces }) => [key, bounces]));
    for (const { key, x, y, bounces } of projectiles) {
      if (bounces > (before.get(key) ?? 0)) this.#playAt({ tone: 'bounce', at: { x, y } }, listening);
    }
  }

  /** Beeps once for each of the last seconds before the match begins. */
  countDown({ phase, phaseEndsAtTick }: PhaseClock, serverTick: number): void {
    const seconds = Math.ceil((phaseEndsAtTick - serverTick) / TICK_RATE);
    if (phase !== 'countdown' || seconds < 1 || seconds > COUNTED_SECONDS) {
      this.#countedSecond = 0;
      return;
    }
    if (seconds === this.#countedSecond) return;
    this.#countedSecond = seconds;
    this.#desk?.play('beep', IN_THE_EAR);
  }

  destroy(): void {
    this.#abort.abort();
    this.#stopSettings();
    this.#desk?.close();
    this.#desk = undefined;
  }

  async #open(): Promise<void> {
    if (this.#opening) return;
    this.#opening = true;
    try {
      const desk = await AudioDesk.open();
      if (this.#abort.signal.aborted) return;
      this.#desk = desk;
      this.#applyVolume();
    } catch {
      // No sound device, or none allowed: the match is played in silence.
    }
  }

  #playAt({ tone, at, heard }: Sound, { map, ear }: Listening): void {
    const isPlaced = at !== undefined && ear !== undefined;
    const placed = isPlaced ? hearFrom(ear, at, !hasLineOfSight(map, ear, at)) : IN_THE_EAR;
    this.#desk?.play(tone, heard ?? placed);
  }

  #applyVolume(): void {
    this.#desk?.setVolume(this.#settings.get('muted') ? 0 : this.#settings.get('volume'));
  }
}
