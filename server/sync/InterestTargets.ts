import type { Schema } from '@colyseus/schema';
import { PICKUP_RADIUS_UNITS } from '../../shared/defs/pickups.ts';
import { MOVEMENT } from '../../shared/defs/tuning.ts';
import type { ArenaMap } from '../../shared/map/ArenaMap.ts';
import { coverTiles } from '../../shared/map/visibility.ts';
import type { Vec } from '../../shared/math/vec.ts';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import type { Player } from '../../shared/sim/Player.ts';
import type { World } from '../../shared/sim/World.ts';
import { IdPool } from './IdPool.ts';
import { NumberSource } from './NumberSource.ts';

const NEVER = -1;

/** Something of the state that one sees or does not see. */
export interface Target {
  readonly instance: Schema;
  /** Unlike those of all other targets there are now; small, and given anew. */
  readonly slot: number;
  /** The player it is; undefined for anything else. */
  body: Player | undefined;
  /** Whoever it belongs to knows it wherever it is: the id of a player, or ''. */
  readonly owner: string;
  x: number;
  y: number;
  /** The tiles it reaches into. */
  readonly tiles: number[];
  /** When it last was elsewhere all at once, as a world tick. */
  jumpedAtTick: number;
  life: number;
  /** The last round of `follow` that found it. */
  round: number;
}

/** Everything in a match that may be in somebody's sight, and where it is now. */
export class InterestTargets {
  readonly #slots = new IdPool(new NumberSource(0));
  readonly #byInstance = new Map<Schema, Target>();
  /** All of them, side by side: they are gone through for every viewer. */
  readonly all: Target[] = [];
  /** Those that are new, or elsewhere all at once, since the last patch. */
  readonly leapt: Target[] = [];
  readonly #bodies = new Map<string, Target>();
  #world: World | undefined;
  #round = 0;
  #isNewWorld = false;

  bodyOf(player: string): Target | undefined {
    return this.#bodies.get(player);
  }

  /** A patch has left: everybody has looked at what had leapt. */
  settle(): void {
    this.leapt.length = 0;
  }

  /**
   * Takes note of where everything is now; between two patches more than once, whenever somebody comes in.
   * @param forget told of each target that is gone
   */
  follow(world: World, state: ArenaState, forget: (target: Target) => void): void {
    this.#isNewWorld = this.#world !== world;
    this.#world = world;
    this.#round += 1;
    for (const [id, instance] of state.players) {
      const body = world.players.get(id);
      if (body !== undefined) this.#followBody(world, this.#targetOf(instance, id), body);
    }
    for (const [key, instance] of state.projectiles) {
      const projectile = world.projectiles.get(Number(key));
      if (projectile === undefined) continue;
      put(world.map, this.#targetOf(instance, projectile.owner), projectile, 0);
    }
    for (const [key, instance] of state.pickups) {
      const target = this.#targetOf(instance, '');
      if (target.tiles.length > 0 && !this.#isNewWorld) continue;
      put(world.map, target, world.map.pads[Number(key)]!, PICKUP_RADIUS_UNITS);
      this.#leap(target, world.tick);
    }
    for (let index = this.all.length - 1; index >= 0; index--) {
      if (this.all[index]!.round !== this.#round) this.#drop(index, forget);
    }
  }

  #followBody({ map, tick }: World, target: Target, body: Player): void {
    if (target.life !== body.life || this.#isNewWorld) this.#leap(target, tick);
    target.life = body.life;
    target.body = body;
    this.#bodies.set(body.id, target);
    put(map, target, body, MOVEMENT.radiusUnits);
  }

  #leap(target: Target, tick: number): void {
    target.jumpedAtTick = tick;
    if (!this.leapt.includes(target)) this.leapt.push(target);
  }

  #drop(index: number, forget: (target: Target) => void): void {
    const target = this.all[index]!;
    const last = this.all.pop()!;
    if (last !== target) this.all[index] = last;
    this.#byInstance.delete(target.instance);
    if (this.#bodies.get(target.owner) === target) this.#bodies.delete(target.owner);
    const leap = this.leapt.indexOf(target);
    if (leap >= 0) this.leapt.splice(leap, 1);
    forget(target);
    this.#slots.giveBack(target.slot);
  }

  #targetOf(instance: Schema, owner: string): Target {
    const known = this.#byInstance.get(instance);
    if (known !== undefined) {
      known.round = this.#round;
      return known;
    }
    const target: Target = {
      instance,
      slot: this.#slots.take(),
      body: undefined,
      owner,
      x: 0,
      y: 0,
      tiles: [],
      jumpedAtTick: NEVER,
      life: NEVER,
      round: this.#round,
    };
    this.#byInstance.set(instance, target);
    this.all.push(target);
    this.leapt.push(target);
    return target;
  }
}

function put(map: ArenaMap, target: Target, place: Readonly<Vec>, radius: number): void {
  target.x = place.x;
  target.y = place.y;
  coverTiles(map, place, radius, target.tiles);
}
