import assert from 'node:assert/strict';
import { Histogram, Registry } from 'prom-client';
import { Metrics } from '../../bench/survival/Metrics.ts';

describe('What a bench reads of a process', () => {
  let registry: Registry;
  let late: Histogram;
  const read = async () => Metrics.parse(await registry.metrics());
  beforeEach(() => {
    registry = new Registry();
    late = new Histogram({ name: 'late_seconds', help: 'late', buckets: [0.01, 0.02, 0.1], registers: [registry] });
  });

  it('is what happened between two readings, not what happened before', async () => {
    late.observe(0.05);
    const before = await read();
    for (let times = 0; times < 3; times++) late.observe(0.004);
    const grown = (await read()).since(before);
    assert.equal(grown.value('late_seconds_count'), 3);
    assert.ok(Math.abs(grown.mean('late_seconds') - 0.004) < 1e-9);
    assert.ok(grown.quantile('late_seconds', 1) <= 0.01);
  });

  it('places a quantile within its bucket by how many lie below', async () => {
    for (let times = 0; times < 50; times++) late.observe(0.005);
    for (let times = 0; times < 50; times++) late.observe(0.015);
    const metrics = await read();
    assert.ok(Math.abs(metrics.quantile('late_seconds', 0.5) - 0.01) < 1e-9);
    assert.ok(Math.abs(metrics.quantile('late_seconds', 0.75) - 0.015) < 1e-9);
  });

  it('does not make up a number for what lies beyond the last bucket', async () => {
    late.observe(3);
    assert.equal((await read()).quantile('late_seconds', 0.99), Infinity);
    assert.equal((await read()).quantile('unknown', 0.99), 0);
  });

  it('is added up over processes', async () => {
    late.observe(0.005);
    const one = await read();
    late.observe(0.015);
    const both = one.plus(await read());
    assert.equal(both.value('late_seconds_count'), 3);
    assert.ok(both.quantile('late_seconds', 1) > 0.01);
  });
});
