/** Who comes to a queue, and how often. */
export interface Population {
  /** Tickets that come in a minute, on average. */
  readonly arrivalsPerMinute: number;
  readonly seconds: number;
  /** Of all tickets; the others are for duels. */
  readonly teamShare: number;
  /** Of the tickets for team matches, those of parties of two to four. */
  readonly partyShare: number;
  /** Of the players, those whose rating is still being placed. */
  readonly newcomerShare: number;
  /** Strengths, in units of a rating: a normal distribution. */
  readonly strength: { readonly mean: number; readonly deviation: number };
  /** Pings: nobody has less, and what lies beyond is exponential. */
  readonly pingMs: { readonly atLeast: number; readonly meanBeyond: number };
  /** All chance follows from it. */
  readonly seed: number;
}

const everybody = {
  teamShare: 0.5,
  partyShare: 0.25,
  newcomerShare: 0.15,
  strength: { mean: 25, deviation: 5 },
  pingMs: { atLeast: 10, meanBeyond: 35 },
};

/** Three that differ in how many come: a server in the morning, in the evening, and one that is full. */
export const POPULATIONS = {
  quiet: { ...everybody, arrivalsPerMinute: 4, seconds: 4 * 3600, seed: 11 },
  evening: { ...everybody, arrivalsPerMinute: 30, seconds: 3600, seed: 12 },
  full: { ...everybody, arrivalsPerMinute: 240, seconds: 900, seed: 13 },
} as const satisfies Readonly<Record<string, Population>>;

export type PopulationName = keyof typeof POPULATIONS;
export const POPULATION_NAMES = Object.keys(POPULATIONS) as readonly PopulationName[];
