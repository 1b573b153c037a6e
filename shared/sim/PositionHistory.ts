import { MAX_REWIND_TICKS, SUBTICKS_PER_TICK, TICKS_PER_PATCH } from '../defs/rates.ts';
import type { Vec } from '../math/vec.ts';
import { lerp } from '../math/vec.ts';

/** A place at a patch tick, as clients were told it; absent while the player was dead. */
interface PatchPositions {
  readonly tick: number;
  readonly places: ReadonlyMap<string, Readonly<Vec>>;
}

/** The history as plain data. */
export interface HistorySnapshot {
  readonly ids: readonly string[];
  /** For each patch its tick, and for everyone who was there: the index of the id, x and y in steps of the wire. */
  readonly patches: readonly (readonly number[])[];
}

/** A power of two: it costs no digit of any place, and those of bodies become whole numbers. */
const STEPS_PER_UNIT = 8;

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
  snapshot(): HistorySnapshot {
    const ids: string[] = [];
    const indices = new Map<string, number>();
    const patches = this.#patches.map(({ tick, places }) => {
      const row = [tick];
      for (const [id, { x, y }] of places) {
        let index = indices.get(id);
        if (index === undefined) {
          index = ids.push(id) - 1;
          indices.set(id, index);
        }
        row.push(index, x * STEPS_PER_UNIT, y * STEPS_PER_UNIT);
      }
      return row;
    });
    return { ids, patches };
  }

  static restore({ ids, patches }: HistorySnapshot): PositionHistory {
    const history = new PositionHistory();
    history.#patches = patches.map(([tick, ...row]) => {
      const places = new Map<string, Vec>();
      for (let at = 0; at < row.length; at += 3) {
        places.set(ids[row[at]!]!, { x: row[at + 1]! / STEPS_PER_UNIT, y: row[at + 2]! / STEPS_PER_UNIT });
      }
      return { tick: tick!, places };
    });
    return history;
  }
}

function lerpPlace(from: Readonly<Vec>, to: Readonly<Vec>, share: number): Vec {
  return { x: lerp(from.x, to.x, share), y: lerp(from.y, to.y, share) };
}
