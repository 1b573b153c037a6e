import { MAX_REWIND_TICKS, SUBTICKS_PER_TICK, TICKS_PER_PATCH } from '../defs/rates.ts';
import type { Vec } from '../math/vec.ts';
import { lerp } from '../math/vec.ts';

/** A place at a patch tick, as clients were told it; absent while the player was dead. */
interface PatchPositions {
  readonly tick: number;
  readonly places: ReadonlyMap<string, Readonly<Vec>>;
}

/**
 * Where everyone stood at the patch ticks of the last 250 ms. Between two patches a client draws the
 * straight line, so the rewind reads the same line: what was seen is what is hit.
 * Technique: Y. Bernier, "Latency Compensating Methods in Client/Server In-game Protocol Design" (2001).
 */
export class PositionHistory {
  #patches: PatchPositions[] = [];

  /** Remembers the present places; to be called on patch ticks. */
  record(tick: number, places: ReadonlyMap<string, Readonly<Vec>>): void {
    this.#patches.push({ tick, places });
    const oldest = tick - MAX_REWIND_TICKS - TICKS_PER_PATCH;
    while (this.#patches.length > 0 && this.#patches[0]!.tick < oldest) this.#patches.shift();
  }

  /**
   * Where a player was drawn at an instant, or undefined when it was not there to be seen then.
   * @param subtick the instant in 1/16 tick, clamped by the caller
   */
  placeAt(player: string, subtick: number): Readonly<Vec> | undefined {
    const tick = subtick / SUBTICKS_PER_TICK;
    let before: PatchPositions | undefined;
    for (const patch of this.#patches) {
      if (patch.tick > tick) {
        const from = (before ?? patch).places.get(player);
        const to = patch.places.get(player);
        if (before === undefined || from === undefined || to === undefined) return from ?? to;
        return lerpPlace(from, to, (tick - before.tick) / (patch.tick - before.tick));
      }
      before = patch;
    }
    return before?.places.get(player);
  }

  /** Plain data for snapshots; `restore` takes it back. */
  toEntries(): [number, [string, Vec][]][] {
    return this.#patches.map(({ tick, places }) => [tick, [...places].map(([id, { x, y }]) => [id, { x, y }])]);
  }

  static restore(entries: readonly [number, [string, Vec][]][]): PositionHistory {
    const history = new PositionHistory();
    history.#patches = entries.map(([tick, places]) => ({ tick, places: new Map(places) }));
    return history;
  }
}

function lerpPlace(from: Readonly<Vec>, to: Readonly<Vec>, share: number): Vec {
  return { x: lerp(from.x, to.x, share), y: lerp(from.y, to.y, share) };
}
