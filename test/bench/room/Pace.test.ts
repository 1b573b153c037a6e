import assert from 'node:assert/strict';
import { keepTime } from '../../../bench/room/Pace.ts';

const TICK_MS = 1000 / 30;

describe('Ticks by the clock', () => {
  it('come one a beat, also when the timer fires too early', () => {
    assert.deepEqual(keepTime(99.6, 100), { lateMs: 0, nextDueMs: 100 + TICK_MS });
    assert.deepEqual(keepTime(101, 100), { lateMs: 1, nextDueMs: 100 + TICK_MS });
  });

  it('are left out when their time is over, rather than run in a row', () => {
    assert.deepEqual(keepTime(180, 100), { lateMs: 80, nextDueMs: 100 + 3 * TICK_MS });
  });
});
