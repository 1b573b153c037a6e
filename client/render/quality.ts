export type Quality = 'low' | 'medium' | 'high';

/** What a level draws and how fine. */
export interface QualityTraits {
  /** Device pixels per CSS pixel are capped here. */
  readonly maxPixelRatio: number;
  readonly glow: boolean;
  /** Light positions that are blended into one soft shadow edge. */
  readonly shadowSamples: number;
  readonly particleShare: number;
  readonly vignette: boolean;
}

export const QUALITY_TRAITS: Readonly<Record<Quality, QualityTraits>> = {
  low: { maxPixelRatio: 1, glow: false, shadowSamples: 1, particleShare: 0.4, vignette: false },
  medium: { maxPixelRatio: 1.5, glow: true, shadowSamples: 1, particleShare: 0.75, vignette: false },
  high: { maxPixelRatio: 3, glow: true, shadowSamples: 4, particleShare: 1, vignette: true },
};

const WINDOW_MS = 2000;
const ENOUGH_FPS = 45;
/** Loading and the first shader compilations say nothing about how the game will run. */
const WARM_UP_MS = 2500;
/** A frame this long is a hidden tab or a pause, not a slow machine. */
const PAUSE_MS = 400;

/**
 * Measures frames per second and steps the quality down when two windows in a row are too slow.
 * It never steps up: a level that was too slow once would be too slow again, and the picture would pump.
 */
export class QualityGovernor {
  #quality: Quality;
  #elapsedMs = 0;
  #frames = 0;
  #warmUpMs = WARM_UP_MS;
  #slowWindows = 0;
  fps = 60;

  constructor(quality: Quality) {
    this.#quality = quality;
  }

  get quality(): Quality {
    return this.#quality;
  }

  /** Takes the level that the player has chosen. */
  choose(quality: Quality): void {
    this.#quality = quality;
  }

  /** Counts a frame that took `deltaMs`; tells the new level when it has just stepped down. */
  countFrame(deltaMs: number, mayStepDown: boolean): Quality | undefined {
    if (deltaMs > PAUSE_MS) return undefined;
    this.#frames += 1;
    this.#elapsedMs += deltaMs;
    if (this.#elapsedMs < Math.min(WINDOW_MS, this.#warmUpMs || WINDOW_MS)) return undefined;
    this.fps = (this.#frames * 1000) / this.#elapsedMs;
    this.#warmUpMs = Math.max(0, this.#warmUpMs - this.#elapsedMs);
    const warm = this.#warmUpMs === 0;
    this.#frames = 0;
    this.#elapsedMs = 0;
    return warm && mayStepDown ? this.#judgeWindow() : undefined;
  }

  #judgeWindow(): Quality | undefined {
    this.#slowWindows = this.fps < ENOUGH_FPS ? this.#slowWindows + 1 : 0;
    if (this.#slowWindows < 2 || this.#quality === 'low') return undefined;
    this.#slowWindows = 0;
    this.#quality = this.#quality === 'high' ? 'medium' : 'low';
    return this.#quality;
  }
}
