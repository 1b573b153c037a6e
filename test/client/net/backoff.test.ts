import assert from 'node:assert/strict';
import { MATCH_FLOW } from '../../../shared/defs/tuning.ts';
import { backoffMs, RECONNECT } from '../../../client/net/backoff.ts';

describe('coming back after a lost connection', () => {
  it('tries within a quarter of a second first: most losses are short', () => {
    assert.ok(backoffMs(1, 0.999) <= 250);
  });

  it('waits longer from attempt to attempt, up to a ceiling', () => {
    const waits = [1, 2, 3, 4, 5, 20].map((attempt) => backoffMs(attempt, 0.5));
    assert.deepEqual(
      waits,
      waits.toSorted((a, b) => a - b),
    );
    assert.ok(waits[5]! <= RECONNECT.maxDelayMs);
  });

  it('spreads everyone whom a server lost over half of the wait', () => {
    assert.equal(backoffMs(4, 0), 1000);
    assert.equal(backoffMs(4, 0.5), 1500);
  });

  it('makes at least eight attempts while the seat is kept, even when luck makes every wait long', () => {
    let spentMs = 0;
    for (let attempt = 1; attempt <= 8; attempt++) spentMs += backoffMs(attempt, 0.999);
    assert.ok(spentMs < MATCH_FLOW.reconnectSeconds * 1000);
  });
});
