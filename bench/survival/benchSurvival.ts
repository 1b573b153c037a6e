import { runParts, type PartResult, type Parts } from '../runParts.ts';
import { benchComeback } from './comeback.ts';
import { benchHerd } from './herd.ts';
import { benchJoinStorm } from './joinStorm.ts';
import { benchListings } from './listings.ts';
import { benchSnapshots } from './snapshots.ts';
import type { Sizes } from './Sizes.ts';

const PARTS: Parts = {
  kill: (run) => benchComeback('kill', run),
  freeze: (run) => benchComeback('freeze', run),
  snapshots: benchSnapshots,
  listings: benchListings,
  joins: benchJoinStorm,
  herd: benchHerd,
};

export const SURVIVAL_PARTS = Object.keys(PARTS);

/** Measures one part after another, on real processes with a Redis and an nginx of their own, all on the loopback. */
export function benchSurvival(parts: readonly string[], sizes: Sizes): AsyncGenerator<PartResult> {
  return runParts(PARTS, parts, sizes);
}
