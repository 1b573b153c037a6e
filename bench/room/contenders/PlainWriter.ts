import type { ArenaSim } from '../workload/ArenaSim.ts';
import type { Interest } from '../workload/Interest.ts';
import type { Seen } from '../workload/Seen.ts';

/** What a change of a player holds, in its first byte; a step, an aim and a health follow as far as they changed. */
export const CHANGE = { step: 1, aim: 2, health: 4 } as const;
const MAX_CHANGE_BYTES = 5;
/** From here on a small number takes two bytes. */
export const TWO_BYTES = 0x80;

/**
 * Writes what a client is sent each tick, by hand. A frame is
 * `tick u16 | places left | a change for each player still seen, in list order | players entered | places left | shots entered`.
 *
 * Client and server keep the same ordered list of what the client sees, so a change names nobody: 4 bytes for a player
 * that ran and turned. What left is named by its place in the list. A shot is sent once; the client flies it on.
 * All players' changes are written once a tick, and each client's are copied from there.
 */
export class PlainWriter {
  readonly #sim: ArenaSim;
  readonly #changes: Uint8Array;
  readonly #changeBytes: Uint8Array;
  readonly #lastX: Int32Array;
  readonly #lastY: Int32Array;
  readonly #lastAim: Uint8Array;
  readonly #lastHealth: Uint8Array;

  constructor(sim: ArenaSim) {
    this.#sim = sim;
    this.#changes = new Uint8Array(sim.players * MAX_CHANGE_BYTES);
    this.#changeBytes = new Uint8Array(sim.players);
    this.#lastX = sim.playerX.slice();
    this.#lastY = sim.playerY.slice();
    this.#lastAim = sim.aim.slice();
    this.#lastHealth = sim.health.slice();
  }

  /** The largest frame there can be, in bytes. */
  get maxBytes(): number {
    return 16 + this.#sim.players * 10 + this.#sim.shotSlots * 10;
  }

  /** Writes down how each player has changed with this tick; to be called once a tick, before any frame is written. */
  prepare(): void {
    const { players, playerX, playerY, aim, health } = this.#sim;
    const changes = this.#changes;
    for (let slot = 0; slot < players; slot++) {
      const start = slot * MAX_CHANGE_BYTES;
      const stepX = playerX[slot]! - this.#lastX[slot]!;
      const stepY = playerY[slot]! - this.#lastY[slot]!;
      let flags = 0;
      let end = start + 1;
      if (stepX !== 0 || stepY !== 0) {
        flags |= CHANGE.step;
        changes[end++] = stepX;
        changes[end++] = stepY;
      }
      if (aim[slot] !== this.#lastAim[slot]) {
        flags |= CHANGE.aim;
        changes[end++] = aim[slot]!;
      }
      if (health[slot] !== this.#lastHealth[slot]) {
        flags |= CHANGE.health;
        changes[end++] = health[slot]!;
      }
      changes[start] = flags;
      this.#changeBytes[slot] = end - start;
    }
    this.#lastX.set(playerX);
    this.#lastY.set(playerY);
    this.#lastAim.set(aim);
    this.#lastHealth.set(health);
  }

  /** Writes one client's frame at the start of `out`, and gives its length. `interest` must have looked at this tick. */
  write(out: Uint8Array, { players, shots }: Interest): number {
    const { tick } = this.#sim;
    out[0] = tick;
    out[1] = tick >> 8;
    let at = writeLeft(out, 2, players);
    const kept = players.count - players.enteredCount;
    for (let place = 0; place < kept; place++) {
      const slot = players.ids[place]!;
      const start = slot * MAX_CHANGE_BYTES;
      const end = start + this.#changeBytes[slot]!;
      for (let from = start; from < end; from++) out[at++] = this.#changes[from]!;
    }
    at = this.#writeEnteredPlayers(out, at, players);
    at = writeLeft(out, at, shots);
    return this.#writeEnteredShots(out, at, shots);
  }

  #writeEnteredPlayers(out: Uint8Array, start: number, { ids, count, enteredCount }: Seen): number {
    const { playerX, playerY, aim, health } = this.#sim;
    let at = writeSmall(out, start, enteredCount);
    for (let place = count - enteredCount; place < count; place++) {
      const slot = ids[place]!;
      at = writeSmall(out, at, slot);
      at = writePlace(out, at, playerX[slot]!, playerY[slot]!);
      out[at++] = aim[slot]!;
      out[at++] = health[slot]!;
    }
    return at;
  }

  #writeEnteredShots(out: Uint8Array, start: number, { ids, count, enteredCount }: Seen): number {
    const { shotX, shotY, shotAim } = this.#sim;
    let at = writeSmall(out, start, enteredCount);
    for (let place = count - enteredCount; place < count; place++) {
      const shot = ids[place]!;
      at = writeSmall(out, at, shot);
      at = writePlace(out, at, shotX[shot]!, shotY[shot]!);
      out[at++] = shotAim[shot]!;
    }
    return at;
  }
}

function writeLeft(out: Uint8Array, start: number, { leftFrom }: Seen): number {
  let at = writeSmall(out, start, leftFrom.length);
  for (const place of leftFrom) at = writeSmall(out, at, place);
  return at;
}

function writePlace(out: Uint8Array, at: number, x: number, y: number): number {
  out[at] = x;
  out[at + 1] = x >> 8;
  out[at + 2] = y;
  out[at + 3] = y >> 8;
  return at + 4;
}

/** A number below 32,768: one byte, or two when it needs them. */
function writeSmall(out: Uint8Array, at: number, value: number): number {
  if (value < TWO_BYTES) {
    out[at] = value;
    return at + 1;
  }
  out[at] = TWO_BYTES | (value >> 8);
  out[at + 1] = value;
  return at + 2;
}
