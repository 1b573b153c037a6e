import assert from 'node:assert/strict';
import { chooseRestartDelay } from '../../../tools/cluster/chooseRestartDelay.ts';

describe('a process that ended', () => {
  it('is started again in a moment when it had served for a while, however often that happens', () => {
    assert.deepEqual(chooseRestartDelay(0, 60_000), { hastyEnds: 0, delayMs: 1000 });
    assert.deepEqual(chooseRestartDelay(5, 60_000), { hastyEnds: 0, delayMs: 1000 });
  });

  it('is left alone for longer and longer when it ends at once again and again', () => {
    const delays: number[] = [];
    for (let ends = 0; delays.length < 8;) {
      const next = chooseRestartDelay(ends, 10);
      ends = next.hastyEnds;
      delays.push(next.delayMs);
    }
    assert.deepEqual(delays, [1000, 2000, 4000, 8000, 10_000, 10_000, 10_000, 10_000]);
  });
});
