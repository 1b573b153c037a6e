/** Somebody who was called to a match. */
export interface CalledPlayer {
  readonly playerId: string;
  readonly team: number;
  /** In the queue, until they were called; in milliseconds. */
  readonly waitedMs: number;
}

/** A muster as plain data, for the next owner of the match. */
export interface MusterSnapshot {
  readonly called: readonly CalledPlayer[];
  /** Who of them has come, though they may have left again. */
  readonly arrived: readonly string[];
}

/** Those who were called to a match, and who of them has come. */
export class Muster {
  /** There is to be no match. */
  isCalledOff = false;
  readonly #called: ReadonlyMap<string, CalledPlayer>;
  readonly #arrived: Set<string>;

  constructor({ called, arrived }: MusterSnapshot) {
    this.#called = new Map(called.map((player) => [player.playerId, player]));
    this.#arrived = new Set(arrived);
  }

  get called(): readonly CalledPlayer[] {
    return [...this.#called.values()];
  }

  get isComplete(): boolean {
    return this.#arrived.size === this.#called.size;
  }

  /** The team of somebody who was called; undefined for anybody else. */
  teamOf(playerId: string): number | undefined {
    return this.#called.get(playerId)?.team;
  }

  /** Notes that somebody has come who was called. */
  noteArrival(playerId: string): void {
    this.#arrived.add(playerId);
  }

  snapshot(): MusterSnapshot {
    return { called: this.called, arrived: [...this.#arrived] };
  }
}
