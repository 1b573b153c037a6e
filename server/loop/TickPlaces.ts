import { TICK_MS } from '../../shared/defs/rates.ts';

/**
 * In the order they are filled, each as far as can be from those before: 0 to 15 with their bits reversed. There are
 * sixteen because timers are no finer than a millisecond; more places would only be woken for together.
 */
const FILL_ORDER: readonly number[] = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];
const PLACE_MS = TICK_MS / FILL_ORDER.length;

/** The places within a tick at which rooms may step. However rooms come and go, the next one gets the emptiest. */
export class TickPlaces {
  readonly #taken = FILL_ORDER.map(() => 0);

  /** Takes a place, to be given back by its number. */
  take(): number {
    const taken = this.#taken;
    const place = FILL_ORDER.reduce((best, candidate) => (taken[candidate]! < taken[best]! ? candidate : best));
    taken[place]! += 1;
    return place;
  }

  giveBack(place: number): void {
    this.#taken[place]! -= 1;
  }
}

/** How long after the beginning of a tick a place is, in milliseconds. */
export function phaseMsOf(place: number): number {
  return place * PLACE_MS;
}
