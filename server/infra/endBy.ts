import { Worker } from 'node:worker_threads';

/** Between asking the process to end and killing it. */
const LAST_WORD_MS = 1000;

/**
 * Ends this process, with exit code 1, once `limitMs` have passed. The game thread may be caught in a loop by then, where
 * no timer of its own fires: a second thread kills it.
 */
export function endBy(limitMs: number): void {
  setTimeout(() => process.exit(1), limitMs).unref();
  new Worker(new URL('./killLater.ts', import.meta.url), { workerData: limitMs + LAST_WORD_MS }).unref();
}
