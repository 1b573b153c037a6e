import { CHANGE, TWO_BYTES } from '../contenders/PlainWriter.ts';
import { SHOT_STEP_X, SHOT_STEP_Y } from '../workload/rules.ts';
import type { Sighting } from './Sighting.ts';

/** Reads the frames of `plain-ws`, which `PlainWriter` describes. */
export class PlainReader {
  tick = 0;
  readonly #players: { slot: number; x: number; y: number; aim: number; health: number }[] = [];
  readonly #shots: { slot: number; x: number; y: number; aim: number; atTick: number }[] = [];
  #frame: Buffer = Buffer.alloc(0);
  #at = 0;

  take(frame: Buffer): void {
    this.#frame = frame;
    this.#at = 0;
    this.tick = this.#short();
    this.#repeat(() => removeAt(this.#players, this.#small()));
    for (const player of this.#players) {
      const flags = this.#byte();
      if (flags & CHANGE.step) player.x += this.#step();
      if (flags & CHANGE.step) player.y += this.#step();
      if (flags & CHANGE.aim) player.aim = this.#byte();
      if (flags & CHANGE.health) player.health = this.#byte();
    }
    this.#repeat(() => {
      const [slot, x, y, aim, health] = [this.#small(), this.#short(), this.#short(), this.#byte(), this.#byte()];
      this.#players.push({ slot, x, y, aim, health });
    });
    this.#repeat(() => removeAt(this.#shots, this.#small()));
    this.#repeat(() => {
      const [slot, x, y, aim] = [this.#small(), this.#short(), this.#short(), this.#byte()];
      this.#shots.push({ slot, x, y, aim, atTick: this.tick });
    });
    if (this.#at !== frame.length) throw new Error(`a frame of ${frame.length} bytes was read up to byte ${this.#at}`);
  }

  look(): Sighting {
    return {
      tick: this.tick,
      players: this.#players.map(({ slot, x, y, aim, health }) => [slot, x, y, aim, health] as const),
      shots: this.#shots.map(({ slot, x, y, aim, atTick }) => {
        const age = this.tick - atTick;
        return [slot, x + SHOT_STEP_X[aim]! * age, y + SHOT_STEP_Y[aim]! * age] as const;
      }),
    };
  }

  #repeat(read: () => void): void {
    for (let times = this.#small(); times > 0; times--) read();
  }

  #byte(): number {
    return this.#frame.readUInt8(this.#at++);
  }

  #step(): number {
    return this.#frame.readInt8(this.#at++);
  }

  #short(): number {
    return this.#frame.readUInt16LE((this.#at += 2) - 2);
  }

  #small(): number {
    const first = this.#byte();
    return first < TWO_BYTES ? first : ((first & ~TWO_BYTES) << 8) | this.#byte();
  }
}

/** The last of the list takes the place of what leaves. */
function removeAt<Item>(list: Item[], place: number): void {
  const last = list.pop()!;
  if (place < list.length) list[place] = last;
}
