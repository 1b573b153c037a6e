/**
 * The things of one kind that one viewer sees, in an order that both ends of a connection can keep: what has left
 * is replaced by the last of the list, what has entered is added at its end.
 */
export class Seen {
  readonly ids: Uint16Array;
  count = 0;
  /** The last so many of `ids` have entered with this look. */
  enteredCount = 0;
  /** What has left with this look, and at which place of the list each was when its turn came. */
  readonly left: number[] = [];
  readonly leftFrom: number[] = [];
  readonly #entered: Uint16Array;
  readonly #lookOf: Uint32Array;
  #look = 1;

  /** @param capacity above every number that stands for a thing */
  constructor(capacity: number) {
    this.ids = new Uint16Array(capacity);
    this.#entered = new Uint16Array(capacity);
    this.#lookOf = new Uint32Array(capacity);
  }

  /** Starts a look; each visible thing is to be told once, then the look ended. */
  begin(): void {
    this.#look += 1;
    this.enteredCount = 0;
  }

  tell(id: number): void {
    if (this.#lookOf[id] !== this.#look - 1) this.#entered[this.enteredCount++] = id;
    this.#lookOf[id] = this.#look;
  }

  end(): void {
    this.left.length = 0;
    this.leftFrom.length = 0;
    for (let place = this.count - 1; place >= 0; place--) {
      const id = this.ids[place]!;
      if (this.#lookOf[id] === this.#look) continue;
      this.left.push(id);
      this.leftFrom.push(place);
      this.ids[place] = this.ids[--this.count]!;
    }
    for (let i = 0; i < this.enteredCount; i++) this.ids[this.count++] = this.#entered[i]!;
  }
}
