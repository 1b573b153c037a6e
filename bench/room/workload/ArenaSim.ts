import { nextInt } from '../../../shared/math/prng.ts';
import { CellGrid } from './CellGrid.ts';
import {
  FIRE_INTERVAL_TICKS,
  FULL_HEALTH,
  HIT_RADIUS_QUARTERS,
  PLAYER_STEP_X,
  PLAYER_STEP_Y,
  QUARTERS_PER_UNIT,
  SHOT_DAMAGE,
  SHOT_LIFE_TICKS,
  SHOT_STEP_X,
  SHOT_STEP_Y,
} from './rules.ts';

/** Of one player at most so many shots have a slot: two that fly and one that has just ended. */
const SHOT_SLOTS_PER_PLAYER = 3;

/**
 * The game of the benchmark, in typed arrays: players walk and shoot in a square without walls. Its cost is the
 * same small share of every contender. Places are in quarters of a unit, whole numbers.
 */
export class ArenaSim {
  readonly players: number;
  readonly side: number;
  tick = 0;

  readonly playerX: Int32Array;
  readonly playerY: Int32Array;
  readonly aim: Uint8Array;
  readonly health: Uint8Array;
  readonly #direction: Uint8Array;
  readonly #fires: Uint8Array;
  readonly #readyAt: Uint32Array;
  readonly #everyone: Uint16Array;
  readonly playerGrid: CellGrid;

  readonly shotSlots: number;
  readonly shotX: Int32Array;
  readonly shotY: Int32Array;
  readonly shotFromX: Int32Array;
  readonly shotFromY: Int32Array;
  readonly shotAim: Uint8Array;
  /** The tick in which it left its shooter, and was there. */
  readonly shotBornAt: Uint32Array;
  readonly #shotOwner: Uint16Array;
  readonly shotGrid: CellGrid;
  /** The slots of all that fly are the first `flyingCount`. */
  readonly flying: Uint16Array;
  flyingCount = 0;
  /** Slots that were filled and emptied by the last step. */
  readonly spawned: number[] = [];
  readonly ended: number[] = [];
  readonly #freeSlots: number[];

  constructor({ players, sideUnits, seed }: { players: number; sideUnits: number; seed: number }) {
    this.players = players;
    this.side = sideUnits * QUARTERS_PER_UNIT;
    const prng = { state: seed };
    const ofPlayers = { length: players };
    this.playerX = Int32Array.from(ofPlayers, () => nextInt(prng, this.side + 1));
    this.playerY = Int32Array.from(ofPlayers, () => nextInt(prng, this.side + 1));
    this.aim = new Uint8Array(players);
    this.health = new Uint8Array(players).fill(FULL_HEALTH);
    this.#direction = new Uint8Array(players);
    this.#fires = new Uint8Array(players);
    this.#readyAt = Uint32Array.from(ofPlayers, (_, slot) => slot % FIRE_INTERVAL_TICKS);
    this.#everyone = Uint16Array.from(ofPlayers, (_, slot) => slot);
    this.playerGrid = new CellGrid(this.side, players);
    const slots = (this.shotSlots = players * SHOT_SLOTS_PER_PLAYER);
    this.shotX = new Int32Array(slots);
    this.shotY = new Int32Array(slots);
    this.shotFromX = new Int32Array(slots);
    this.shotFromY = new Int32Array(slots);
    this.shotAim = new Uint8Array(slots);
    this.shotBornAt = new Uint32Array(slots);
    this.#shotOwner = new Uint16Array(slots);
    this.shotGrid = new CellGrid(this.side, slots);
    this.flying = new Uint16Array(slots);
    this.#freeSlots = Array.from({ length: slots }, (_, slot) => slots - 1 - slot);
  }

  /** What a player does from the next step on. */
  command(slot: number, { direction, aim, fires }: { direction: number; aim: number; fires: number }): void {
    this.#direction[slot] = direction;
    this.aim[slot] = aim;
    this.#fires[slot] = fires;
  }

  step(): void {
    this.tick += 1;
    // A slot rests for a tick, so that nobody takes a new shot for the one that ended.
    this.#freeSlots.push(...this.ended);
    this.ended.length = 0;
    this.spawned.length = 0;
    this.#movePlayers();
    this.playerGrid.build(this.#everyone, this.players, this.playerX, this.playerY);
    this.#moveShots();
    this.#fire();
    this.shotGrid.build(this.flying, this.flyingCount, this.shotX, this.shotY);
  }

  #movePlayers(): void {
    const { side, playerX, playerY } = this;
    for (let slot = 0; slot < this.players; slot++) {
      const direction = this.#direction[slot]!;
      playerX[slot] = Math.min(side, Math.max(0, playerX[slot]! + PLAYER_STEP_X[direction]!));
      playerY[slot] = Math.min(side, Math.max(0, playerY[slot]! + PLAYER_STEP_Y[direction]!));
    }
  }

  #moveShots(): void {
    let kept = 0;
    for (let i = 0; i < this.flyingCount; i++) {
      const shot = this.flying[i]!;
      if (this.#moveShot(shot)) this.flying[kept++] = shot;
      else this.ended.push(shot);
    }
    this.flyingCount = kept;
  }

  /** Whether it flies on. */
  #moveShot(shot: number): boolean {
    const age = this.tick - this.shotBornAt[shot]!;
    const aim = this.shotAim[shot]!;
    const x = (this.shotX[shot] = Math.round(this.shotFromX[shot]! + SHOT_STEP_X[aim]! * age));
    const y = (this.shotY[shot] = Math.round(this.shotFromY[shot]! + SHOT_STEP_Y[aim]! * age));
    if (age >= SHOT_LIFE_TICKS || x < 0 || y < 0 || x > this.side || y > this.side) return false;
    const victim = this.#findVictim(shot, x, y);
    if (victim === undefined) return true;
    const health = this.health[victim]! - SHOT_DAMAGE;
    this.health[victim] = health > 0 ? health : FULL_HEALTH;
    return false;
  }

  #findVictim(shot: number, x: number, y: number): number | undefined {
    const { playerGrid, playerX, playerY } = this;
    const left = playerGrid.lineOf(x - HIT_RADIUS_QUARTERS);
    const right = playerGrid.lineOf(x + HIT_RADIUS_QUARTERS);
    const bottom = playerGrid.lineOf(y + HIT_RADIUS_QUARTERS);
    for (let row = playerGrid.lineOf(y - HIT_RADIUS_QUARTERS); row <= bottom; row++) {
      const end = playerGrid.endOf(row, right);
      for (let i = playerGrid.startOf(row, left); i < end; i++) {
        const slot = playerGrid.items[i]!;
        const distance = (playerX[slot]! - x) ** 2 + (playerY[slot]! - y) ** 2;
        if (distance <= HIT_RADIUS_QUARTERS ** 2 && slot !== this.#shotOwner[shot]) return slot;
      }
    }
    return undefined;
  }

  #fire(): void {
    for (let slot = 0; slot < this.players; slot++) {
      if (this.#fires[slot] === 0 || this.#readyAt[slot]! > this.tick) continue;
      this.#readyAt[slot] = this.tick + FIRE_INTERVAL_TICKS;
      this.#spawnShot(slot);
    }
  }

  #spawnShot(owner: number): void {
    const shot = this.#freeSlots.pop()!;
    this.shotX[shot] = this.shotFromX[shot] = this.playerX[owner]!;
    this.shotY[shot] = this.shotFromY[shot] = this.playerY[owner]!;
    this.shotAim[shot] = this.aim[owner]!;
    this.shotBornAt[shot] = this.tick;
    this.#shotOwner[shot] = owner;
    this.flying[this.flyingCount++] = shot;
    this.spawned.push(shot);
  }
}
