import { setTimeout as delay } from 'node:timers/promises';
import type { Repetitions } from './repeat.ts';

/** Between one time and the next, so that whatever else the process does goes on as usual. */
const PAUSE_MS = 100;

/** Times work, so often, and nothing of what makes it ready. */
export async function timeApart(times: number, ready: () => Promise<() => unknown>): Promise<Repetitions> {
  const timesMs: number[] = [];
  const startMs = performance.now();
  while (timesMs.length < times) {
    const work = await ready();
    await delay(PAUSE_MS);
    const beginMs = performance.now();
    await work();
    timesMs.push(performance.now() - beginMs);
  }
  return { timesMs, failures: {}, seconds: (performance.now() - startMs) / 1000 };
}
