import type { Schema } from '@colyseus/schema';
import { INTEREST } from '../../shared/defs/interest.ts';
import { raycastWalls } from '../../shared/map/raycast.ts';
import { tileIndexAt, VisibilityTable } from '../../shared/map/visibility.ts';
import type { Vec } from '../../shared/math/vec.ts';
import type { ArenaState } from '../../shared/net/arenaSchema.ts';
import { areTeamMates, type Player } from '../../shared/sim/Player.ts';
import type { World } from '../../shared/sim/World.ts';
import { InterestTargets, type Target } from './InterestTargets.ts';

const NEVER = -1;
/** In the view, but seen by other eyes: so long ago that it does not linger. */
const LONG_AGO = -(2 ** 30);
const FIRST_SLOTS = 64;
const LOOK_EVERY = 2;
const HALF_WIDTH = INTEREST.screenHalfWidthUnits + INTEREST.marginUnits;
const HALF_HEIGHT = INTEREST.screenHalfHeightUnits + INTEREST.marginUnits;

/** What a client is sent, as instances of the state; Colyseus' `StateView` is one. */
export interface InstanceView {
  add(instance: Schema): unknown;
  remove(instance: Schema): unknown;
}

/** Somebody who is sent what an avatar could see: the player whose it is, or one who watches. */
export interface Viewer {
  /** Whose avatar. */
  player: string;
  readonly view: InstanceView;
  /** The avatar as it is now; undefined while it is in no match. */
  self: Player | undefined;
  /** The tiles it may look from: where it is, and where it may be before its client hears of that. */
  readonly eyes: number[];
  /** By slot of the target: when it was last in sight; NEVER for one that the view does not hold. */
  seenAtTick: Int32Array;
  /** Counts the patches, from another number than its neighbours do. */
  patches: number;
}

/**
 * Decides what each client of a match may know: what its avatar could see (`VisibilityTable`), its own, and its team. Who
 * sees nothing of an enemy is sent nothing of it, so a wall hack has nothing to show.
 */
export class Interest {
  /** By name: a player's id, or what a spectator is called. */
  readonly #viewers = new Map<string, Viewer>();
  readonly #targets = new InterestTargets();
  readonly #forget = ({ slot }: Target): void => {
    for (const { seenAtTick } of this.#viewers.values()) if (slot < seenAtTick.length) seenAtTick[slot] = NEVER;
  };
  #table!: VisibilityTable;
  #world!: World;
  /** Of the projection that is looked at; the world may have gone on since. */
  #tick = 0;

  /** From now on `look` fills the view of `viewer` with what the avatar of `player` could see. */
  open(viewer: string, player: string, view: InstanceView): void {
    const seenAtTick = new Int32Array(FIRST_SLOTS).fill(NEVER);
    const patches = this.#viewers.size;
    this.#viewers.set(viewer, { player, view, self: undefined, eyes: [], seenAtTick, patches });
  }

  /** From the next look on a viewer sees by the eyes of another player, and nothing of what only the last one saw. */
  turn(name: string, player: string): void {
    const viewer = this.#viewers.get(name);
    if (viewer === undefined || viewer.player === player) return;
    viewer.player = player;
    viewer.seenAtTick = viewer.seenAtTick.map((tick) => (tick === NEVER ? NEVER : LONG_AGO));
    // It looks around with the very next patch.
    viewer.patches = LOOK_EVERY - 1;
  }

  close(viewer: string): void {
    this.#viewers.delete(viewer);
  }

  /** Whose avatar a viewer sees by; undefined for one who is not open. */
  eyesOf(viewer: string): string | undefined {
    return this.#viewers.get(viewer)?.player;
  }

  /** Takes note of a world that has just been projected onto the state. */
  follow(world: World, state: ArenaState): void {
    this.#world = world;
    this.#tick = world.tick;
    this.#table = VisibilityTable.of(world.map);
    this.#targets.follow(world, state, this.#forget);
  }

  /** A patch has left, for which every viewer has looked. */
  settle(): void {
    this.#targets.settle();
  }

  /**
   * Fills a view with what there is to be known of that world. Viewers take turns: each looks around with every
   * `LOOK_EVERY` patches, which is well within what it is shown ahead, and in between only at what has come or leapt.
   * @param isWhole whether it is to look around now
   */
  look(name: string, isWhole = false): void {
    const viewer = this.#viewers.get(name);
    if (viewer === undefined) return;
    const life = viewer.self?.life;
    this.#open(viewer);
    viewer.patches += 1;
    const looksAround = isWhole || viewer.patches % LOOK_EVERY === 0 || viewer.self?.life !== life;
    for (const target of looksAround ? this.#targets.all : this.#targets.leapt) this.#lookAt(viewer, target);
  }

  /** Whether a viewer may know where something happens. */
  seesPlace(name: string, place: Readonly<Vec>): boolean {
    const viewer = this.#viewers.get(name);
    if (viewer === undefined || !isOnScreen(viewer, place)) return false;
    const tile = tileIndexAt(this.#world.map, place.x, place.y);
    return viewer.eyes.some((eye) => this.#table.sees(eye, tile));
  }

  /** Whether a viewer is told where a player is. */
  seesPlayer(name: string, other: string): boolean {
    const viewer = this.#viewers.get(name);
    const slot = this.#targets.bodyOf(other)?.slot;
    return viewer !== undefined && slot !== undefined && (viewer.seenAtTick[slot] ?? NEVER) !== NEVER;
  }

  #lookAt(viewer: Viewer, target: Target): void {
    if (target.slot >= viewer.seenAtTick.length) viewer.seenAtTick = grown(viewer.seenAtTick, target.slot);
    const { seenAtTick, view } = viewer;
    const lastSeen = seenAtTick[target.slot]!;
    if (this.#mayKnow(viewer, target)) {
      if (lastSeen === NEVER) view.add(target.instance);
      seenAtTick[target.slot] = this.#tick;
    } else if (lastSeen !== NEVER && !this.#lingers(target, lastSeen)) {
      view.remove(target.instance);
      seenAtTick[target.slot] = NEVER;
    }
  }

  #lingers({ jumpedAtTick }: Target, lastSeen: number): boolean {
    return lastSeen >= jumpedAtTick && this.#tick - lastSeen <= INTEREST.lingerTicks;
  }

  #mayKnow(viewer: Viewer, target: Target): boolean {
    const { self } = viewer;
    if (self === undefined) return false;
    if (target.owner === viewer.player) return true;
    if (target.body !== undefined && areTeamMates(self, target.body)) return true;
    if (!isOnScreen(viewer, target)) return false;
    for (const eye of viewer.eyes) {
      for (const tile of target.tiles) if (this.#table.sees(eye, tile)) return true;
    }
    return false;
  }

  /** Where a viewer looks from now. */
  #open(viewer: Viewer): void {
    const { map, players } = this.#world;
    const self = players.get(viewer.player);
    viewer.self = self;
    viewer.eyes.length = 0;
    if (self === undefined) return;
    viewer.eyes.push(tileIndexAt(map, self.x, self.y));
    const ahead = Math.hypot(self.vx, self.vy) * INTEREST.reachSeconds;
    // The table looks as far ahead as one runs; in a dash or a blast one is further on by the time the client draws.
    if (!self.alive || ahead <= INTEREST.reachUnits) return;
    const radians = Math.atan2(self.vy, self.vx);
    const flown = raycastWalls(map, { x: self.x, y: self.y, radians }, ahead);
    const tile = tileIndexAt(map, self.x + Math.cos(radians) * (flown - 1), self.y + Math.sin(radians) * (flown - 1));
    if (tile !== viewer.eyes[0]) viewer.eyes.push(tile);
  }
}

function isOnScreen({ self }: Viewer, { x, y }: Readonly<Vec>): boolean {
  return self !== undefined && Math.abs(x - self.x) <= HALF_WIDTH && Math.abs(y - self.y) <= HALF_HEIGHT;
}

function grown(seenAtTick: Int32Array, slot: number): Int32Array {
  const larger = new Int32Array(Math.max(slot + 1, seenAtTick.length * 2)).fill(NEVER);
  larger.set(seenAtTick);
  return larger;
}
