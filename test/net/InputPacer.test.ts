import assert from 'node:assert/strict';
import { TICK_MS } from '../../shared/defs/rates.ts';
import { INPUT } from '../../shared/defs/tuning.ts';
import { InputPacer } from '../../shared/net/InputPacer.ts';

/** Inputs due over a span of frames. */
function countDue(pacer: InputPacer, fromMs: number, toMs: number, frameMs: number): number {
  let count = 0;
  for (let nowMs = fromMs; nowMs < toMs; nowMs += frameMs) count += pacer.due(nowMs);
  return count;
}

describe('InputPacer', () => {
  for (const framesPerSecond of [30, 60, 144]) {
    it(`sends 60 inputs a second on a screen of ${framesPerSecond} frames a second`, () => {
      const count = countDue(new InputPacer(), 0, 10_000, 1000 / framesPerSecond);
      assert.ok(Math.abs(count - 600) <= 2, `${count} inputs in 10 s`);
    });
  }

  it('gives up lost time after a stall instead of flooding the server', () => {
    const pacer = new InputPacer();
    pacer.due(0);
    assert.ok(pacer.due(5_000) <= 5);
    assert.equal(pacer.due(5_000 + TICK_MS * 0.5), 0);
  });

  it('shortens a queue that grew at the server by just as many inputs as wait needlessly', () => {
    const calm = countDue(new InputPacer(), 0, 3_000, 4);
    const eager = new InputPacer();
    eager.observeBacklog(INPUT.comfortableBacklog + 3, 0);
    eager.observeBacklog(INPUT.comfortableBacklog + 3, 500);
    const count = countDue(eager, 0, 3_000, 4);
    assert.equal(calm - count, 3);
  });

  it('leaves a comfortable queue alone', () => {
    const pacer = new InputPacer();
    pacer.observeBacklog(INPUT.comfortableBacklog, 0);
    assert.equal(countDue(pacer, 0, 3_000, 4), countDue(new InputPacer(), 0, 3_000, 4));
  });
});
