import { WEAPONS, type ProjectileDef, type WeaponId } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import { clamp, lerp } from '../math/vec.ts';
import { assert } from '../sim/assert.ts';
import { stepFlight, type Flight } from '../sim/stepFlight.ts';

/** A projectile to draw at one instant. Places in units, speeds in units per second. */
export interface DrawnProjectile {
  readonly key: string;
  readonly weapon: WeaponId;
  readonly own: boolean;
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
  /** Until it goes off by itself, with the fraction; more than it has where that is not known. */
  readonly ticksLeft: number;
  /** Counts the walls it came off with a clank, as far as it was seen. */
  readonly bounces: number;
}

/** Whose it is and what. */
export interface FlownOptions {
  readonly key: string;
  readonly weapon: WeaponId;
  readonly own: boolean;
  /** The tick at which it goes off by itself; undefined where that is not known. */
  readonly endsAtTick?: number | undefined;
}

/** Slower than this into a wall, nobody hears it. */
const CLANK_UNITS_PER_SECOND = 60;

/**
 * One projectile as a client flies it, from the flight it was sent or predicted, by whole ticks with the server's own
 * step and never back. It keeps the last two places, to draw the instants between them.
 */
export class FlownProjectile {
  readonly weapon: WeaponId;
  readonly #options: FlownOptions;
  readonly #def: ProjectileDef;
  readonly #map: ArenaMap;
  readonly #startTick: number;
  readonly #flight: Flight;
  #lastX: number;
  #lastY: number;
  #endsAtTick: number;
  #bounces = 0;

  /** @param flight where it is at its tick, of whatever clock the instants asked for later are of */
  constructor(flight: Readonly<Flight>, map: ArenaMap, options: FlownOptions) {
    const def = WEAPONS[options.weapon];
    assert(def.kind === 'projectile', `a ${options.weapon} flies`);
    const { tick, x, y, vx, vy } = flight;
    this.weapon = options.weapon;
    this.#options = options;
    this.#def = def;
    this.#map = map;
    this.#startTick = tick;
    this.#flight = { tick, x, y, vx, vy };
    this.#lastX = x;
    this.#lastY = y;
    this.#endsAtTick = options.endsAtTick ?? tick + def.lifeTicks;
  }

  /** The tick at which its flight ends, as far as is known by now. */
  get endsAtTick(): number {
    return this.#endsAtTick;
  }

  /** Ends the flight at a tick, unless it has ended before. */
  endAt(tick: number): void {
    this.#endsAtTick = Math.min(this.#endsAtTick, tick);
  }

  /** Flies on to an instant, no further than to the end of the flight, and gives where it is after the last tick of it. */
  flyTo(tick: number): Readonly<Flight> {
    while (this.#flight.tick < tick && this.#flight.tick < this.#endsAtTick) this.#step();
    return this.#flight;
  }

  /** As it is at an instant; undefined before it was known, and from its end on. */
  drawnAt(tick: number): DrawnProjectile | undefined {
    const { x, y, vx, vy, tick: flownTick } = this.flyTo(tick);
    if (tick < this.#startTick || tick >= this.#endsAtTick) return undefined;
    const share = clamp(tick - flownTick + 1, 0, 1);
    const { key, weapon, own } = this.#options;
    const place = { x: lerp(this.#lastX, x, share), y: lerp(this.#lastY, y, share) };
    return { key, weapon, own, ...place, vx, vy, ticksLeft: this.#endsAtTick - tick, bounces: this.#bounces };
  }

  #step(): void {
    const flight = this.#flight;
    const { x, y, vx, vy } = flight;
    this.#lastX = x;
    this.#lastY = y;
    if (!stepFlight(flight, this.#def, this.#map)) return;
    if (this.#def.bounce === undefined) this.endAt(flight.tick);
    else if (Math.abs(flight.vx - vx) + Math.abs(flight.vy - vy) > CLANK_UNITS_PER_SECOND) this.#bounces += 1;
  }
}
