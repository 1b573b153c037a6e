import { lerpAngle } from '../math/angle.ts';
import { lerp } from '../math/vec.ts';

/** Where a player was at a patch, as the server told it. */
export interface PlaceSample {
  readonly tick: number;
  readonly x: number;
  readonly y: number;
  readonly aim: number;
  /** Samples of two lives are not joined by a line: the body jumped. */
  readonly life: number;
}

export interface Place {
  x: number;
  y: number;
  aim: number;
}

const KEPT_SAMPLES = 24;

/**
 * The past places of other players, drawn between the two patches around an instant on a straight line, which
 * is the line the server's rewind reads (`PositionHistory`). Past the newest sample a body stands still rather
 * than being guessed ahead.
 */
export class RemotePlaces {
  #samples = new Map<string, PlaceSample[]>();

  /** Adds the newest sample of a player. */
  add(player: string, sample: PlaceSample): void {
    const samples = this.#samples.get(player) ?? [];
    if (samples.length === 0) this.#samples.set(player, samples);
    samples.push(sample);
    if (samples.length > KEPT_SAMPLES) samples.shift();
  }

  /** Forgets somebody who is not seen any more: should they be seen again, nobody draws the way between. */
  forget(player: string): void {
    this.#samples.delete(player);
  }

  has(player: string): boolean {
    return this.#samples.has(player);
  }

  /** Forgets everyone but these. */
  keepOnly(players: { has(player: string): boolean }): void {
    for (const player of this.#samples.keys()) if (!players.has(player)) this.#samples.delete(player);
  }

  players(): Iterable<string> {
    return this.#samples.keys();
  }

  /** Writes where a player is to be drawn at an instant into `place`; false while nothing is known of it. */
  readAt(player: string, tick: number, place: Place): boolean {
    const samples = this.#samples.get(player);
    const newest = samples?.at(-1);
    if (samples === undefined || newest === undefined) return false;
    let index = samples.length - 1;
    while (index > 0 && samples[index]!.tick > tick) index--;
    const from = samples[index]!;
    const to = samples[index + 1];
    const joined = to !== undefined && to.life === from.life && from.tick <= tick;
    const share = joined ? (tick - from.tick) / (to.tick - from.tick) : 0;
    place.x = joined ? lerp(from.x, to.x, share) : from.x;
    place.y = joined ? lerp(from.y, to.y, share) : from.y;
    place.aim = joined ? lerpAngle(from.aim, to.aim, share) : from.aim;
    return true;
  }
}
