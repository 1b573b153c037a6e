import { until } from '../../support/until.ts';

/** Waits for a condition, but not for ever: whether it came about is for the history to tell. */
export async function within(limitMs: number, condition: () => boolean): Promise<void> {
  const endMs = performance.now() + limitMs;
  await until(() => condition() || performance.now() > endMs);
}
