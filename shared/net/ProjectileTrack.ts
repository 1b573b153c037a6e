import { weaponOfNumber, type WeaponId } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import type { Vec } from '../math/vec.ts';
import type { Flight } from '../sim/stepFlight.ts';
import type { OwnState, ProjectileState } from './arenaSchema.ts';
import { FlownProjectile, type DrawnProjectile } from './FlownProjectile.ts';

interface Remote {
  readonly flown: FlownProjectile;
  /** No longer sent: it has gone off, or out of what may be seen. */
  isGone: boolean;
}

interface Predicted {
  readonly flown: FlownProjectile;
  readonly firedAt: number;
  confirmedId: string | undefined;
  burst: boolean;
}

/** Who sees the projectiles, and what they alone are told of their own. */
export interface Shooter {
  readonly id: string;
  /** Undefined for a spectator, who fires none. */
  readonly own: Pick<OwnState, 'lastProjectile' | 'lastProjectileAt'> | undefined;
}

/** A predicted projectile nobody confirmed is dropped after this long, in own ticks: longer than any sane round trip. */
const UNCONFIRMED_TICKS = 60;

/**
 * Flies projectiles on with the server's own step, from where they were when they were first sent. Others' are drawn at the
 * interpolated instant; one's own from the moment of the shot on the own clock, so they leave the muzzle at once.
 */
export class ProjectileTrack {
  readonly #map: ArenaMap;
  #remote = new Map<string, Remote>();
  #predicted = new Map<number, Predicted>();

  constructor(map: ArenaMap) {
    this.#map = map;
  }

  /** Starts a predicted flight; its tick is of the own clock. */
  predict(weapon: WeaponId, flight: Flight): void {
    const firedAt = flight.tick;
    const flown = new FlownProjectile(flight, this.#map, { key: `own-${firedAt}`, weapon, own: true });
    this.#predicted.set(firedAt, { flown, firedAt, confirmedId: undefined, burst: false });
  }

  /** Takes in the projectiles of a patch that shows the world at `tick`. */
  observe(projectiles: Iterable<[string, ProjectileState]>, self: Shooter, tick: number): void {
    const present = new Set<string>();
    for (const [id, state] of projectiles) {
      present.add(id);
      if (state.owner === self.id && this.#isPredicted(id, self.own)) continue;
      if (this.#remote.get(id)?.isGone !== false) this.#follow(id, state, self.id);
    }
    for (const [id, remote] of this.#remote) {
      if (present.has(id) || remote.isGone) continue;
      remote.isGone = true;
      remote.flown.endAt(tick);
    }
  }

  /** A projectile of the server's went off at a tick. Gives the place of the burst that was shown already, if any. */
  end(id: string, tick: number): Vec | undefined {
    this.#remote.get(id)?.flown.endAt(tick);
    for (const [firedAt, { confirmedId, burst, flown }] of this.#predicted) {
      if (confirmedId !== id) continue;
      this.#predicted.delete(firedAt);
      return burst ? placeOf(flown) : undefined;
    }
    return undefined;
  }

  /** Predicted flights that met their wall, or the end of their fuse, by now; each is told once. */
  takeBursts(ownTick: number): { weapon: WeaponId; at: Vec }[] {
    const bursts: { weapon: WeaponId; at: Vec }[] = [];
    for (const [firedAt, predicted] of this.#predicted) {
      const { flown } = predicted;
      flown.flyTo(ownTick);
      if (!predicted.burst && ownTick >= flown.endsAtTick) {
        predicted.burst = true;
        bursts.push({ weapon: flown.weapon, at: placeOf(flown) });
      }
      const isLost = predicted.confirmedId === undefined && ownTick > firedAt + UNCONFIRMED_TICKS;
      if (isLost || ownTick > flown.endsAtTick + UNCONFIRMED_TICKS * 4) this.#predicted.delete(firedAt);
    }
    return bursts;
  }

  /** What flies at an instant: others' by the interpolated tick, one's own by the own clock. */
  drawn(renderTick: number, ownTick: number): DrawnProjectile[] {
    const drawn: DrawnProjectile[] = [];
    for (const [id, { flown, isGone }] of this.#remote) {
      const projectile = flown.drawnAt(renderTick);
      if (projectile !== undefined) drawn.push(projectile);
      else if (isGone && renderTick >= flown.endsAtTick) this.#remote.delete(id);
    }
    for (const { flown, burst } of this.#predicted.values()) {
      const projectile = burst ? undefined : flown.drawnAt(ownTick);
      if (projectile !== undefined) drawn.push(projectile);
    }
    return drawn;
  }

  /** Whether it flies already, as one that was predicted. */
  #isPredicted(id: string, own: Shooter['own']): boolean {
    const latest = own && id === String(own.lastProjectile) ? this.#predicted.get(own.lastProjectileAt) : undefined;
    if (latest !== undefined) latest.confirmedId = id;
    return Array.from(this.#predicted.values()).some(({ confirmedId }) => confirmedId === id);
  }

  #follow(id: string, state: ProjectileState, self: string): void {
    const weapon = weaponOfNumber(state.weapon) ?? 'rocket';
    const endsAtTick = state.endsAtTick === 0 ? undefined : state.endsAtTick;
    const options = { key: id, weapon, own: state.owner === self, endsAtTick };
    this.#remote.set(id, { flown: new FlownProjectile(state, this.#map, options), isGone: false });
  }
}

/** Where a flight has ended. */
function placeOf(flown: FlownProjectile): Vec {
  const { x, y } = flown.flyTo(flown.endsAtTick);
  return { x, y };
}
