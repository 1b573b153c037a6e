import assert from 'node:assert/strict';
import { summarize } from '../../bots/summarize.ts';
import { newTally, type Tally } from '../../bots/Tally.ts';

function tally(roomId: string, counted: Partial<Tally>): Tally {
  return { ...newTally(roomId), seconds: 10, ...counted };
}

describe('summarize', () => {
  it('has exactly the keys that scripts rely on', () => {
    assert.deepEqual(Object.keys(summarize([], { seconds: 1, failures: [] })), [
      'joined',
      'failed',
      'dropped',
      'reconnected',
      'awayMs',
      'rooms',
      'seconds',
      'rttMs',
      'patchesPerSecond',
      'bytesDownPerSecond',
      'bytesUpPerSecond',
      'correctionUnits',
      'correctionsPerThousandInputs',
      'shots',
      'hits',
      'kills',
      'errors',
    ]);
  });

  it('gives zeros, not nonsense, when nobody came in', () => {
    const summary = summarize([], { seconds: 1, failures: ['no room'] });
    const { joined, failed, rttMs, patchesPerSecond, correctionsPerThousandInputs, errors } = summary;
    assert.deepEqual(
      { joined, failed, rttMs, patchesPerSecond, correctionsPerThousandInputs, errors },
      {
        joined: 0,
        failed: 1,
        rttMs: { p50: 0, p99: 0 },
        patchesPerSecond: 0,
        correctionsPerThousandInputs: 0,
        errors: ['no room'],
      },
    );
  });

  it('gives rates as means over clients, each over its own time', () => {
    const summary = summarize(
      [tally('a', { patches: 300, bytesDown: 1000 }), tally('a', { patches: 100, seconds: 5, bytesDown: 1500 })],
      { seconds: 10, failures: [] },
    );
    assert.equal(summary.patchesPerSecond, 25);
    assert.equal(summary.bytesDownPerSecond, 200);
    assert.equal(summary.rooms, 1);
  });

  it('counts corrections above one unit for every thousand inputs, and sorts before it takes percentiles', () => {
    const summary = summarize(
      [
        tally('a', { inputs: 1500, correctionsAboveOneUnit: 2, correctionUnits: [9, 0.5, 3], roundTripsMs: [40, 20] }),
        tally('b', { inputs: 500, correctionsAboveOneUnit: 1, correctionUnits: [2], roundTripsMs: [30] }),
      ],
      { seconds: 10, failures: [] },
    );
    assert.equal(summary.correctionsPerThousandInputs, 1.5);
    assert.deepEqual(summary.correctionUnits, { p50: 2, p99: 9, max: 9 });
    assert.deepEqual(summary.rttMs, { p50: 30, p99: 40 });
  });

  it('tells how long those were away that came back, over all of them', () => {
    const { awayMs, reconnected } = summarize(
      [tally('a', { reconnected: 2, awayMs: [900, 300] }), tally('b', { reconnected: 1, awayMs: [600] })],
      { seconds: 10, failures: [] },
    );
    assert.deepEqual(awayMs, { p50: 600, p95: 900, max: 900 });
    assert.equal(reconnected, 3);
  });

  it('counts who was dropped, with the reason', () => {
    const summary = summarize([tally('a', {}), tally('b', { dropped: true, errors: ['closed (4410)'] })], {
      seconds: 10,
      failures: [],
    });
    assert.equal(summary.dropped, 1);
    assert.deepEqual(summary.errors, ['closed (4410)']);
  });
});
