/** Tiles waiting to be looked at, cheapest first: a binary heap. A tile may stand in it more than once. */
export class TileHeap {
  #tiles: number[] = [];
  #costs: number[] = [];

  clear(): void {
    this.#tiles.length = 0;
    this.#costs.length = 0;
  }

  push(tile: number, cost: number): void {
    let at = this.#tiles.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#costs[parent]! <= cost) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#tiles[at] = tile;
    this.#costs[at] = cost;
  }

  /** Takes the cheapest tile out; −1 when there is none. */
  pop(): number {
    const top = this.#tiles[0];
    if (top === undefined) return -1;
    const tile = this.#tiles.pop()!;
    const cost = this.#costs.pop()!;
    if (this.#tiles.length > 0) this.#sink(tile, cost);
    return top;
  }

  #sink(tile: number, cost: number): void {
    const count = this.#tiles.length;
    let at = 0;
    for (let child = 1; child < count; child = at * 2 + 1) {
      if (child + 1 < count && this.#costs[child + 1]! < this.#costs[child]!) child += 1;
      if (this.#costs[child]! >= cost) break;
      this.#move(child, at);
      at = child;
    }
    this.#tiles[at] = tile;
    this.#costs[at] = cost;
  }

  #move(from: number, to: number): void {
    this.#tiles[to] = this.#tiles[from]!;
    this.#costs[to] = this.#costs[from]!;
  }
}
