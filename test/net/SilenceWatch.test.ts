import assert from 'node:assert/strict';
import { RECONNECT } from '../../shared/net/comeBack.ts';
import { SilenceWatch } from '../../shared/net/SilenceWatch.ts';

/** The first moment at which silence is found, when it is looked for each `lookMs`. */
function foundAtMs(watch: SilenceWatch, fromMs: number, lookMs: number): number {
  for (let nowMs = fromMs; ; nowMs += lookMs) if (watch.isSilent(nowMs)) return nowMs;
}

describe('a connection that falls silent', () => {
  it('is missed soon after the last patch', () => {
    const watch = new SilenceWatch(0);
    watch.hear(990);
    assert.equal(foundAtMs(watch, 1_000, 250), 2_500);
  });

  it('is not missed while patches come, however seldom it is looked at', () => {
    const watch = new SilenceWatch(0);
    for (let nowMs = 0; nowMs < 20_000; nowMs += 50) {
      watch.hear(nowMs);
      if (nowMs % 1_000 === 0) assert.equal(watch.isSilent(nowMs), false);
    }
  });

  it('is not blamed when it was the page that slept: what came meanwhile is read after it wakes', () => {
    const watch = new SilenceWatch(0);
    watch.hear(0);
    assert.equal(watch.isSilent(250), false);
    assert.equal(watch.isSilent(600_000), false);
    watch.hear(600_001);
    assert.equal(watch.isSilent(600_250), false);
  });

  it('is missed in a hidden tab too, whose timers run once a second', () => {
    const watch = new SilenceWatch(0);
    watch.hear(0);
    assert.equal(foundAtMs(watch, 1_000, 1_000), 3_000);
  });

  it('is missed again after it came back', () => {
    const watch = new SilenceWatch(0);
    foundAtMs(watch, 0, 100);
    watch.hear(5_000);
    assert.equal(foundAtMs(watch, 5_000, 100), 5_000 + RECONNECT.silenceMs);
  });
});
