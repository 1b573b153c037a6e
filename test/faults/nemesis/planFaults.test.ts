import assert from 'node:assert/strict';
import { planFaults } from './planFaults.ts';

const RUN_MS = 60_000;

describe('planFaults', () => {
  it('plans the same faults for the same seed, and others for another', () => {
    assert.deepEqual(planFaults(7, RUN_MS), planFaults(7, RUN_MS));
    assert.notDeepEqual(planFaults(7, RUN_MS), planFaults(8, RUN_MS));
  });

  it('plans every kind of fault in a minute, and those of the service one after another', () => {
    const { service, players } = planFaults(7, RUN_MS);
    assert.equal(new Set(service.map(({ kind }) => kind)).size, 7);
    assert.equal(new Set(players.map(({ kind }) => kind)).size, 6);
    for (const [index, { atMs }] of service.entries()) {
      const before = service[index - 1];
      assert.ok(before === undefined || atMs > before.atMs + before.lastsMs);
    }
  });
});
