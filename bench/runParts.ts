import type { Row, Run, Sizes } from './survival/Sizes.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The parts of a bench, each of which can be run alone. */
export type Parts = Readonly<Record<string, (run: Run) => Promise<Row[]>>>;

/** One part, and what it measured. */
export interface PartResult {
  readonly part: string;
  readonly rows: readonly Row[];
}

/** Runs parts of a bench one after another. A signal ends the run; nothing that was started is left then. */
export async function* runParts(parts: Parts, names: readonly string[], sizes: Sizes): AsyncGenerator<PartResult> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new Error('ended by a signal'));
  for (const name of STOP_SIGNALS) process.once(name, stop);
  const tell = (progress: string): void => void process.stderr.write(`${progress}\n`);
  try {
    for (const part of names) yield { part, rows: await parts[part]!({ ...sizes, signal: stopping.signal, tell }) };
  } finally {
    for (const name of STOP_SIGNALS) process.off(name, stop);
  }
}
