import { benchComeback } from './comeback.ts';
import { benchHerd } from './herd.ts';
import { benchJoinStorm } from './joinStorm.ts';
import { benchListings } from './listings.ts';
import { benchSnapshots } from './snapshots.ts';
import type { Row, Run, Sizes } from './Sizes.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const PARTS: Readonly<Record<string, (run: Run) => Promise<Row[]>>> = {
  kill: (run) => benchComeback('kill', run),
  freeze: (run) => benchComeback('freeze', run),
  snapshots: benchSnapshots,
  listings: benchListings,
  joins: benchJoinStorm,
  herd: benchHerd,
};

export const SURVIVAL_PARTS = Object.keys(PARTS);

/** One part, and what it measured. */
export interface PartResult {
  readonly part: string;
  readonly rows: readonly Row[];
}

/**
 * Measures one part after another, on real processes with a Redis and an nginx of their own, all on the loopback. A
 * signal ends the run; nothing that was started is left then.
 */
export async function* benchSurvival(parts: readonly string[], sizes: Sizes): AsyncGenerator<PartResult> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new Error('ended by a signal'));
  for (const name of STOP_SIGNALS) process.once(name, stop);
  const tell = (progress: string): void => void process.stderr.write(`${progress}\n`);
  try {
    for (const part of parts) yield { part, rows: await PARTS[part]!({ ...sizes, signal: stopping.signal, tell }) };
  } finally {
    for (const name of STOP_SIGNALS) process.off(name, stop);
  }
}
