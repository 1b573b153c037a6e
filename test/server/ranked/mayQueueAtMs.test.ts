import assert from 'node:assert/strict';
import { mayQueueAtMs } from '../../../server/ranked/mayQueueAtMs.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('Whoever left ranked matches early', () => {
  const nowMs = 1_000 * HOUR_MS;
  /** Minutes until they may queue, after having left so many minutes ago. */
  const wait = (...minutesAgo: number[]) =>
    (mayQueueAtMs(
      minutesAgo.map((minutes) => nowMs - minutes * MINUTE_MS),
      nowMs,
    ) -
      nowMs) /
    MINUTE_MS;

  it('may queue at once after the first time, and who never left as well (RK7)', () => {
    assert.equal(wait(), 0);
    assert.equal(wait(0), 0);
  });

  it('waits longer each time within a day, from when they left last (RK7)', () => {
    assert.equal(wait(30, 0), 5);
    assert.equal(wait(30, 3), 2);
    assert.equal(wait(90, 60, 0), 15);
    assert.equal(wait(0, 90, 60, 30), 60);
    assert.equal(wait(0, 150, 120, 90, 60, 30), 60);
  });

  it('may queue again when the wait is over, and begins anew after a day (RK7)', () => {
    assert.equal(wait(30, 6), 0);
    assert.equal(wait(25 * 60, 24 * 60, 0), 0);
  });
});
