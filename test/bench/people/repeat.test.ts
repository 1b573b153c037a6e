import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeRepetitions } from '../../../bench/people/describeRepetitions.ts';
import { repeat } from '../../../bench/people/repeat.ts';

const A_MOMENT = { atOnce: 3, seconds: 0.02 };

describe('What a bench does over and over', () => {
  it('is done by as many at a time as it is told to, and by each of them one after another', async () => {
    const running = new Set<number>();
    let most = 0;
    await repeat(A_MOMENT, async (lane) => {
      assert.ok(!running.has(lane));
      running.add(lane);
      most = Math.max(most, running.size);
      await nextTurn();
      running.delete(lane);
    });
    assert.equal(most, 3);
  });

  it('goes on after a failure, and says what failed how often', async () => {
    let calls = 0;
    const { timesMs, failures } = await repeat(A_MOMENT, async () => {
      await nextTurn();
      if (++calls <= 2) throw new Error('busy');
    });
    assert.deepEqual(failures, { busy: 2 });
    assert.equal(timesMs.length, calls - 2);
  });

  it('is told by how often it succeeded in a second, how long that took, and what failed', () => {
    const timesMs = Array.from({ length: 100 }, (_, index) => index + 1);
    const columns = { times: 100, '/s': 25, 'p50 ms': 50, 'p99 ms': 99 };
    assert.deepEqual(describeRepetitions({ timesMs, seconds: 4, failures: {} }), { ...columns, failed: 0 });
    const failures = { busy: 2, 'no answer': 1 };
    assert.deepEqual(describeRepetitions({ timesMs, seconds: 4, failures }), {
      ...columns,
      failed: '2 x busy; 1 x no answer',
    });
  });
});
