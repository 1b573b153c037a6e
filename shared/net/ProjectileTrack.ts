import { weaponOfNumber, type WeaponId } from '../defs/weapons.ts';
import type { ArenaMap } from '../map/ArenaMap.ts';
import { raycastWalls } from '../map/raycast.ts';
import { TICK_SECONDS } from '../defs/rates.ts';
import type { Vec } from '../math/vec.ts';
import { projectilePlace, type ProjectileSpawn } from '../sim/projectilePlace.ts';
import type { ProjectileState } from './arenaSchema.ts';

/** A projectile to draw. Places in units. */
export interface DrawnProjectile {
  readonly key: string;
  readonly weapon: WeaponId;
  readonly own: boolean;
  readonly radians: number;
  readonly x: number;
  readonly y: number;
}

interface Flight {
  readonly key: string;
  readonly weapon: WeaponId;
  readonly own: boolean;
  readonly spawn: ProjectileSpawn;
  endsAtTick: number;
}

interface PredictedFlight extends Flight {
  readonly firedAt: number;
  confirmedId: string | undefined;
  readonly dropAtTick: number;
  burst: boolean;
}

/** A predicted projectile nobody confirmed is dropped after this long, in own ticks: longer than any sane round trip. */
const UNCONFIRMED_TICKS = 60;

/**
 * Flies projectiles between their spawn and their end with the server's own formula. Others' are drawn at the
 * interpolated instant; one's own from the moment of the shot on the own clock, so they leave the muzzle at once.
 */
export class ProjectileTrack {
  readonly #map: ArenaMap;
  #remote = new Map<string, Flight>();
  #predicted = new Map<number, PredictedFlight>();

  constructor(map: ArenaMap) {
    this.#map = map;
  }

  /** Starts a predicted flight; `spawn.spawnTick` is on the own clock. */
  predict(weapon: WeaponId, spawn: ProjectileSpawn): void {
    const firedAt = spawn.spawnTick;
    this.#predicted.set(firedAt, {
      key: `own-${firedAt}`,
      weapon,
      own: true,
      spawn,
      firedAt,
      confirmedId: undefined,
      burst: false,
      dropAtTick: firedAt + UNCONFIRMED_TICKS,
      endsAtTick: firedAt + this.#ticksToWall(spawn),
    });
  }

  /** Takes in the projectiles of a patch. */
  observe(projectiles: Iterable<[string, ProjectileState]>, self: string, tick: number): void {
    const present = new Set<string>();
    for (const [id, state] of projectiles) {
      present.add(id);
      if (state.owner === self && this.#confirm(id, state.firedAt)) continue;
      if (!this.#remote.has(id)) this.#remote.set(id, this.#follow(id, state, self));
    }
    for (const [id, flight] of this.#remote)
      if (!present.has(id)) flight.endsAtTick = Math.min(flight.endsAtTick, tick);
  }

  /** The server's projectile has burst: its flight ends. Gives the place of the burst that was already shown, if any. */
  end(id: string): Vec | undefined {
    for (const [firedAt, flight] of this.#predicted) {
      if (flight.confirmedId !== id) continue;
      this.#predicted.delete(firedAt);
      return flight.burst ? projectilePlace(flight.spawn, flight.endsAtTick) : undefined;
    }
    return undefined;
  }

  /** Predicted flights that met a wall by now, each told once. */
  takeBursts(ownTick: number): { weapon: WeaponId; at: Vec }[] {
    const bursts: { weapon: WeaponId; at: Vec }[] = [];
    for (const [firedAt, flight] of this.#predicted) {
      if (!flight.burst && ownTick >= flight.endsAtTick) {
        flight.burst = true;
        bursts.push({ weapon: flight.weapon, at: projectilePlace(flight.spawn, flight.endsAtTick) });
      }
      const lost = flight.confirmedId === undefined && ownTick > flight.dropAtTick;
      if (lost || ownTick > flight.endsAtTick + UNCONFIRMED_TICKS * 4) this.#predicted.delete(firedAt);
    }
    return bursts;
  }

  /** What flies at an instant: others' by the interpolated tick, one's own by the own clock. */
  drawn(renderTick: number, ownTick: number): DrawnProjectile[] {
    const drawn: DrawnProjectile[] = [];
    for (const [id, flight] of this.#remote) {
      if (renderTick >= flight.endsAtTick) this.#remote.delete(id);
      else if (renderTick >= flight.spawn.spawnTick) drawn.push(drawFlight(flight, renderTick));
    }
    for (const flight of this.#predicted.values()) {
      if (!flight.burst && ownTick >= flight.firedAt) drawn.push(drawFlight(flight, ownTick));
    }
    return drawn;
  }

  #confirm(id: string, firedAt: number): boolean {
    const flight = this.#predicted.get(firedAt);
    if (flight === undefined) return false;
    flight.confirmedId = id;
    return true;
  }

  #follow(id: string, state: ProjectileState, self: string): Flight {
    const { spawnTick, x, y, vx, vy } = state;
    const weapon = weaponOfNumber(state.weapon) ?? 'rocket';
    return { key: id, weapon, own: state.owner === self, spawn: { spawnTick, x, y, vx, vy }, endsAtTick: Infinity };
  }

  #ticksToWall(spawn: ProjectileSpawn): number {
    const ray = { x: spawn.x, y: spawn.y, radians: Math.atan2(spawn.vy, spawn.vx) };
    const speed = Math.hypot(spawn.vx, spawn.vy);
    const range = this.#map.widthUnits + this.#map.heightUnits;
    return raycastWalls(this.#map, ray, range) / (speed * TICK_SECONDS);
  }
}

function drawFlight(flight: Flight, tick: number): DrawnProjectile {
  const { x, y } = projectilePlace(flight.spawn, tick);
  return {
    key: flight.key,
    weapon: flight.weapon,
    own: flight.own,
    radians: Math.atan2(flight.spawn.vy, flight.spawn.vx),
    x,
    y,
  };
}
