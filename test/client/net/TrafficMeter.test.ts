import assert from 'node:assert/strict';
import { TrafficMeter } from '../../../client/net/TrafficMeter.ts';

describe('the traffic in the debug overlay', () => {
  it('is the mean of the last two seconds', () => {
    const meter = new TrafficMeter();
    for (let atMs = 0; atMs < 2000; atMs += 100) meter.add(50, atMs);
    assert.equal(meter.bytesPerSecond(1900), 500);
  });

  it('falls to nothing when nothing comes any more', () => {
    const meter = new TrafficMeter();
    meter.add(5000, 0);
    assert.equal(meter.bytesPerSecond(2500), 0);
  });
});
