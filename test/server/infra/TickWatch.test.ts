import assert from 'node:assert/strict';
import { TickWatch } from '../../../server/infra/TickWatch.ts';
import { TICK_RATE } from '../../../shared/defs/rates.ts';

function watchTicks(tookMs: readonly number[]) {
  let nowMs = 0;
  const observed: number[] = [];
  const metrics = { tickSeconds: { observe: (seconds: number) => observed.push(seconds) } };
  const watch = new TickWatch(metrics as never, () => nowMs);
  for (const ms of tookMs) {
    watch.begin();
    nowMs += ms;
    watch.end();
  }
  return { watch, observed };
}

describe('The watch over the ticks of a room', () => {
  it('tells within which time nearly all of the last seconds were done, not the rare worst', () => {
    const ticks = Array.from({ length: TICK_RATE * 10 }, (_, tick) => (tick === 17 ? 90 : tick % 20 === 0 ? 4 : 1));
    assert.equal(watchTicks(ticks).watch.p99Micros, 4000);
  });

  it('forgets what is more than ten seconds ago', () => {
    const ticks = [...Array.from({ length: TICK_RATE }, () => 9), ...Array.from({ length: TICK_RATE * 10 }, () => 1)];
    assert.equal(watchTicks(ticks).watch.p99Micros, 1000);
  });

  it('counts how long each tick took', () => {
    assert.deepEqual(watchTicks([50, 1]).observed, [0.05, 0.001]);
  });
});
