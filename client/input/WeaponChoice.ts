/** The weapons one has: numbers as in shared/defs/weapons.ts. */
export interface Arsenal {
  readonly inHand: number;
  /** In rising order; every weapon with rounds left. */
  readonly usable: readonly number[];
}

/** Samples a wish is repeated for: half a second, longer than any charge that keeps the hand busy. */
const PATIENCE_SAMPLES = 30;

/** The weapon `steps` further round the ring of usable ones; 0 when there is no other. */
export function cycleWeapon({ inHand, usable }: Arsenal, steps: number): number {
  if (usable.length === 0) return 0;
  const at = usable.indexOf(inHand);
  const from = at >= 0 ? at : steps > 0 ? -1 : 0;
  const next = usable[(((from + steps) % usable.length) + usable.length) % usable.length]!;
  return next === inHand ? 0 : next;
}

/**
 * Remembers the weapon asked for until it is in hand. A change is refused while a shot is being charged,
 * so one asked for then must be asked for again.
 */
export class WeaponChoice {
  #wished = 0;
  #samplesLeft = 0;
  #arsenal: Arsenal = { inHand: 0, usable: [] };

  see(arsenal: Arsenal): void {
    this.#arsenal = arsenal;
    if (arsenal.inHand === this.#wished) this.forget();
  }

  choose(weapon: number): void {
    if (weapon === this.#arsenal.inHand || !this.#arsenal.usable.includes(weapon)) return;
    this.#wished = weapon;
    this.#samplesLeft = PATIENCE_SAMPLES;
  }

  /** Goes on from the weapon already asked for, so quick turns of the wheel add up. */
  cycle(steps: number): void {
    const inHand = this.#wished === 0 ? this.#arsenal.inHand : this.#wished;
    const next = cycleWeapon({ inHand, usable: this.#arsenal.usable }, steps);
    if (next === this.#arsenal.inHand) this.forget();
    else this.choose(next);
  }

  /** The weapon to ask for in this tick's command; 0 to keep. */
  sample(): number {
    if (this.#samplesLeft === 0) return 0;
    this.#samplesLeft -= 1;
    return this.#wished;
  }

  forget(): void {
    this.#wished = 0;
    this.#samplesLeft = 0;
  }
}
