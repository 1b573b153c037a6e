import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 10;

/** Waits for something that announces itself by no event; the test's own time limit is the limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(PAUSE_MS);
}
