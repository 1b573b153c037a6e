const READ_LIMIT_MS = 5_000;

/** The numbers of a process at one instant, as its admin port gives them in the text format of Prometheus. */
export class Metrics {
  readonly #samples: ReadonlyMap<string, number>;

  constructor(samples: ReadonlyMap<string, number>) {
    this.#samples = samples;
  }

  /** @throws when the process does not answer */
  static async read(adminUrl: string): Promise<Metrics> {
    const answer = await fetch(`${adminUrl}/metrics`, { signal: AbortSignal.timeout(READ_LIMIT_MS) });
    return Metrics.parse(await answer.text());
  }

  static parse(text: string): Metrics {
    const samples = Array.from(text.matchAll(/^([a-z_]+(?:\{[^}]*\})?) (\S+)$/gm), ([, key, value]) => {
      return [key!, Number(value)] as const;
    });
    return new Metrics(new Map(samples));
  }

  /** What has been added since an earlier reading; to be asked of counters and histograms alone. */
  since(earlier: Metrics): Metrics {
    const grown = [...this.#samples].map(([key, value]) => [key, value - earlier.value(key)] as const);
    return new Metrics(new Map(grown));
  }

  /** Of several processes together. */
  plus(other: Metrics): Metrics {
    const keys = new Set([...this.#samples.keys(), ...other.#samples.keys()]);
    return new Metrics(new Map([...keys].map((key) => [key, this.value(key) + other.value(key)])));
  }

  /** 0 for what the process does not tell. */
  value(key: string): number {
    return this.#samples.get(key) ?? 0;
  }

  /** The mean of what a histogram observed; 0 when it observed nothing. */
  mean(histogram: string): number {
    return this.value(`${histogram}_sum`) / Math.max(1, this.value(`${histogram}_count`));
  }

  /**
   * Below which value a share (0…1) of the observations of a histogram lie, taken as spread evenly within a bucket.
   * `Infinity` when that is beyond its last bucket, 0 when it observed nothing.
   */
  quantile(histogram: string, share: number): number {
    const wanted = this.value(`${histogram}_count`) * share;
    if (wanted === 0) return 0;
    let [below, counted] = [0, 0];
    for (const [bound, upTo] of this.#buckets(histogram)) {
      if (upTo >= wanted) return below + ((bound - below) * (wanted - counted)) / (upTo - counted);
      [below, counted] = [bound, upTo];
    }
    return Infinity;
  }

  /** Bounds of the buckets, rising, and how many observations lie up to each. */
  #buckets(histogram: string): (readonly [bound: number, upTo: number])[] {
    const prefix = `${histogram}_bucket{le="`;
    return [...this.#samples]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, upTo]) => [Number.parseFloat(key.slice(prefix.length)), upTo] as const)
      .filter(([bound]) => Number.isFinite(bound))
      .toSorted(([a], [b]) => a - b);
  }
}
