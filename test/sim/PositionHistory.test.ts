import assert from 'node:assert/strict';
import { MAX_REWIND_TICKS, SUBTICKS_PER_TICK } from '../../shared/defs/rates.ts';
import { PositionHistory } from '../../shared/sim/PositionHistory.ts';

function historyOf(places: Readonly<Record<number, number>>): PositionHistory {
  const history = new PositionHistory();
  for (const [tick, x] of Object.entries(places)) history.record(Number(tick), new Map([['a', { x, y: 0 }]]));
  return history;
}

describe('PositionHistory', () => {
  it('gives the place of a patch, and the straight line between two', () => {
    const history = historyOf({ 10: 100, 12: 132 });
    assert.equal(history.placeAt('a', 10 * SUBTICKS_PER_TICK)?.x, 100);
    assert.equal(history.placeAt('a', 10 * SUBTICKS_PER_TICK + 1)?.x, 101);
    assert.equal(history.placeAt('a', 12 * SUBTICKS_PER_TICK)?.x, 132);
    assert.equal(history.placeAt('a', 13 * SUBTICKS_PER_TICK)?.x, 132);
  });

  it('knows nobody who was not there', () => {
    assert.equal(historyOf({ 10: 100 }).placeAt('b', 160), undefined);
    assert.equal(new PositionHistory().placeAt('a', 160), undefined);
  });

  it('remembers the whole rewind, and hardly more', () => {
    const history = historyOf(Object.fromEntries(Array.from({ length: 100 }, (_, patch) => [patch * 2, patch])));
    const now = 198;
    assert.equal(history.placeAt('a', (now - MAX_REWIND_TICKS) * SUBTICKS_PER_TICK)?.x, (now - MAX_REWIND_TICKS) / 2);
    assert.ok(history.snapshot().patches.length <= MAX_REWIND_TICKS / 2 + 2);
  });
});
