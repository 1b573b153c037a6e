import assert from 'node:assert/strict';
import { POPULATIONS, type PopulationName } from '../../../bench/queue/populations.ts';
import { simulateQueue } from '../../../bench/queue/simulateQueue.ts';
import type { QueueSummary } from '../../../bench/queue/summarizeQueue.ts';
import { QUEUE_RULES, type RankedMode } from '../../../shared/defs/ranked.ts';

/** What a population comes to in a mode, without the curve. */
function summaryOf(name: PopulationName, mode: RankedMode): Omit<QueueSummary, 'curve' | 'mode'> {
  const summary = simulateQueue(POPULATIONS[name], QUEUE_RULES).find((each) => each.mode === mode)!;
  const { curve: _curve, mode: _mode, ...figures } = summary;
  return figures;
}

// Recorded, and the same on every machine. A change of the rules changes them: look at them, then record them anew.
describe('On a quiet server', () => {
  it('a duel is found within three minutes by nearly everybody, most of them fair', () => {
    assert.deepEqual(summaryOf('quiet', 'duel'), {
      matches: 237,
      players: 474,
      leftWaiting: 2,
      longestLeftSeconds: 87,
      waitSeconds: { p50: 15.9, p90: 77.1, p99: 160.3 },
      ratingGap: { p50: 167, p90: 415, p99: 649 },
      favourite: { p50: 0.66, p90: 0.83, p99: 0.96 },
      pingGapMs: { p50: 22, p90: 83, p99: 166 },
      sizes: { '1': 237 },
    });
  });

  it('a team match is found within five minutes, half of them of two a side', () => {
    assert.deepEqual(summaryOf('quiet', 'teamDeathmatch'), {
      matches: 136,
      players: 770,
      leftWaiting: 3,
      longestLeftSeconds: 65,
      waitSeconds: { p50: 49, p90: 147.6, p99: 279.3 },
      ratingGap: { p50: 78, p90: 208, p99: 354 },
      favourite: { p50: 0.65, p90: 0.85, p99: 0.93 },
      pingGapMs: { p50: 67, p90: 120, p99: 184 },
      sizes: { '2': 63, '3': 33, '4': 40 },
    });
  });
});

describe('In the evening', () => {
  it('a duel is found within half a minute by most, at a chance of 0.59 for the better one', () => {
    assert.deepEqual(summaryOf('evening', 'duel'), {
      matches: 447,
      players: 894,
      leftWaiting: 1,
      longestLeftSeconds: 1,
      waitSeconds: { p50: 3.6, p90: 25.7, p99: 75.4 },
      ratingGap: { p50: 90, p90: 216, p99: 383 },
      favourite: { p50: 0.59, p90: 0.7, p99: 0.82 },
      pingGapMs: { p50: 20, p90: 56, p99: 114 },
      sizes: { '1': 447 },
    });
  });

  it('a team match is found within a minute by most, nearly half of them of four a side', () => {
    assert.deepEqual(summaryOf('evening', 'teamDeathmatch'), {
      matches: 206,
      players: 1372,
      leftWaiting: 8,
      longestLeftSeconds: 35,
      waitSeconds: { p50: 19.6, p90: 61.7, p99: 151.2 },
      ratingGap: { p50: 31, p90: 105, p99: 219 },
      favourite: { p50: 0.57, p90: 0.73, p99: 0.86 },
      pingGapMs: { p50: 68, p90: 129, p99: 214 },
      sizes: { '2': 30, '3': 78, '4': 98 },
    });
  });
});

describe('On a full server', () => {
  it('a duel is found within seven seconds by most, and the gap is small', () => {
    assert.deepEqual(summaryOf('full', 'duel'), {
      matches: 911,
      players: 1822,
      leftWaiting: 4,
      longestLeftSeconds: 36,
      waitSeconds: { p50: 0.9, p90: 6.6, p99: 26.4 },
      ratingGap: { p50: 65, p90: 141, p99: 221 },
      favourite: { p50: 0.56, p90: 0.63, p99: 0.72 },
      pingGapMs: { p50: 17, p90: 41, p99: 60 },
      sizes: { '1': 911 },
    });
  });

  it('a team match is found within forty seconds by most, four a side, as even as duels', () => {
    assert.deepEqual(summaryOf('full', 'teamDeathmatch'), {
      matches: 332,
      players: 2516,
      leftWaiting: 30,
      longestLeftSeconds: 49,
      waitSeconds: { p50: 7.3, p90: 36.9, p99: 95.4 },
      ratingGap: { p50: 18, p90: 63, p99: 149 },
      favourite: { p50: 0.54, p90: 0.65, p99: 0.81 },
      pingGapMs: { p50: 54, p90: 115, p99: 186 },
      sizes: { '2': 13, '3': 44, '4': 275 },
    });
  });
});

describe('The curve of waiting against quality', () => {
  it('shows that matches of who waited long are less even, never the other way round at its ends', () => {
    for (const name of ['quiet', 'evening', 'full'] as const) {
      for (const { curve, mode } of simulateQueue(POPULATIONS[name], QUEUE_RULES)) {
        assert.ok(curve[0]!.favourite < curve.at(-1)!.favourite, `${name} ${mode}`);
      }
    }
  });

  it('counts every match once', () => {
    for (const { curve, matches, sizes } of simulateQueue(POPULATIONS.evening, QUEUE_RULES)) {
      const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
      assert.equal(sum(curve.map((point) => point.matches)), matches);
      assert.equal(sum(Object.values(sizes)), matches);
    }
  });
});
