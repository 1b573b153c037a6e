import { PATCH_MS, TICK_MS } from '../defs/rates.ts';

const WINDOW_PATCHES = 90;
const JITTER_PERCENTILE = 0.95;
/** The clock runs at most this much faster or slower than time to reach its target: nobody sees 4 %. */
const MAX_SLEW = 0.04;
const SNAP_TICKS = 15;

/**
 * Tells which past instant of the server to draw. Patches arrive late by varying amounts; the fastest of the
 * last three seconds gives the line from local time to server ticks, the lateness of the others the jitter.
 * Others are drawn two patches behind that line, or one patch and the jitter where that is more, so the next
 * patch has nearly always arrived when it is needed.
 */
export class RenderClock {
  #offsets: number[] = [];
  #baseOffsetMs = 0;
  #jitterMs = 0;
  #renderTick = 0;
  #advancedAtMs = 0;
  #started = false;

  /** Takes note of a patch: it shows server tick `tick` and arrived at `nowMs` of the local clock. */
  observe(tick: number, nowMs: number): void {
    this.#offsets.push(nowMs - tick * TICK_MS);
    if (this.#offsets.length > WINDOW_PATCHES) this.#offsets.shift();
    const sorted = Float64Array.from(this.#offsets).sort();
    this.#baseOffsetMs = sorted[0]!;
    this.#jitterMs = sorted[Math.floor((sorted.length - 1) * JITTER_PERCENTILE)]! - this.#baseOffsetMs;
  }

  get jitterMs(): number {
    return this.#jitterMs;
  }

  get interpolationDelayMs(): number {
    return Math.max(2 * PATCH_MS, PATCH_MS + this.#jitterMs);
  }

  /** The newest tick that can have reached us by now, with its fraction. */
  newestTick(nowMs: number): number {
    return this.#offsets.length === 0 ? 0 : (nowMs - this.#baseOffsetMs) / TICK_MS;
  }

  /** The instant to draw, in ticks; never runs backwards except to jump after a long silence. */
  renderTick(nowMs: number): number {
    const target = this.newestTick(nowMs) - this.interpolationDelayMs / TICK_MS;
    const elapsedTicks = (nowMs - this.#advancedAtMs) / TICK_MS;
    this.#advancedAtMs = nowMs;
    const missing = target - (this.#renderTick + elapsedTicks);
    if (!this.#started || Math.abs(missing) > SNAP_TICKS) {
      this.#started = this.#offsets.length > 0;
      this.#renderTick = target;
      return target;
    }
    const slew = Math.max(-MAX_SLEW * elapsedTicks, Math.min(MAX_SLEW * elapsedTicks, missing));
    this.#renderTick += elapsedTicks + slew;
    return this.#renderTick;
  }
}
