import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 50;

/** Whatever is waited for comes within this, or never. */
const LIMIT_MS = 60_000;

/**
 * Waits for something that announces itself by no event.
 * @param what is waited for, for the error
 * @throws when it does not come within a minute, or the run is ended
 */
export async function until(what: string, signal: AbortSignal, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) throw new Error(`${what}: not within ${LIMIT_MS / 1000} s`);
    await delay(LOOK_MS, undefined, { signal });
  }
}

/**
 * Gives what `work` comes to.
 * @throws when that takes longer than `limitMs`, or the run is ended
 */
export async function within<T>(work: Promise<T>, limitMs: number, signal: AbortSignal): Promise<T> {
  const done = new AbortController();
  const late = async (): Promise<never> => {
    await delay(limitMs, undefined, { signal: AbortSignal.any([signal, done.signal]) });
    throw new Error(`no answer within ${limitMs / 1000} s`);
  };
  try {
    return await Promise.race([work, late()]);
  } finally {
    done.abort();
  }
}
