/** How often, for how long, and by how many at a time. */
export interface Pressure {
  readonly atOnce: number;
  readonly seconds: number;
}

/** What came of doing the same over and over. Plain data that survives JSON. */
export interface Repetitions {
  /** How long each took that succeeded, in milliseconds. */
  readonly timesMs: readonly number[];
  /** From the first to the last. */
  readonly seconds: number;
  /** How often it failed for each reason. */
  readonly failures: Readonly<Record<string, number>>;
}

/** Nobody can make a run endless by answering in no time. */
const MOST_TIMES = 100_000;

/**
 * Does the same over and over, so many at a time, each as soon as the one before it in its lane is done.
 * @param work is given its lane, from 0; it is never called twice at once for the same lane. What it rejects with is counted
 */
export async function repeat(
  { atOnce, seconds }: Pressure,
  work: (lane: number) => Promise<unknown>,
): Promise<Repetitions> {
  const timesMs: number[] = [];
  const failures: Record<string, number> = {};
  const startMs = performance.now();
  const endMs = startMs + seconds * 1000;
  let begun = 0;
  const runLane = async (lane: number): Promise<void> => {
    while (performance.now() < endMs && begun++ < MOST_TIMES) {
      const beginMs = performance.now();
      try {
        await work(lane);
        timesMs.push(performance.now() - beginMs);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        failures[reason] = (failures[reason] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, lane) => runLane(lane)));
  return { timesMs, failures, seconds: (performance.now() - startMs) / 1000 };
}
