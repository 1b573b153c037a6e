import assert from 'node:assert/strict';
import { BASELINE_SETUP } from '../../../bench/room/baseline.ts';
import { fitCost } from '../../../bench/room/fitCost.ts';
import type { RunResult } from '../../../bench/room/measureRun.ts';
import type { ContenderName } from '../../../bench/room/RunSetup.ts';
import { summarize, type Repetition } from '../../../bench/room/summarize.ts';

const TICKS = 100;

/** A repetition in which each contender used so many milliseconds a tick. */
function repetition(costs: Partial<Record<ContenderName, number>>): Repetition {
  const runs = Object.entries(costs).map(
    ([name, cost]) => [name as ContenderName, run(name as ContenderName, cost)] as const,
  );
  return new Map(runs);
}

function run(contender: ContenderName, cpuMsPerTick: number): RunResult {
  const used = { userMs: cpuMsPerTick * TICKS, systemMs: 0, gcMs: 0, wallMs: 1, rssMb: 1 };
  const noticed = { ticks: TICKS, inputs: TICKS, stalls: 0, compared: 1, wrong: 0, bytesPerPatch: 1 };
  return { setup: { ...BASELINE_SETUP, contender }, ...used, ...noticed };
}

describe('The summary of a room benchmark', () => {
  it('compares within a repetition: a machine that is slow for one of them changes no ratio', () => {
    const repetitions = [
      repetition({ stateview: 30, 'plain-ws': 10 }),
      repetition({ stateview: 90, 'plain-ws': 30 }),
      repetition({ stateview: 33, 'plain-ws': 11 }),
    ];
    const [stateview] = summarize(repetitions, ['stateview', 'plain-ws']);
    assert.deepEqual(stateview!.toPlainWs, { median: 3, min: 3, max: 3 });
    assert.deepEqual([stateview!.cpuMsPerTick, stateview!.toFloor], [33, undefined]);
  });

  it('takes the middle between two for the median of an even number of repetitions', () => {
    const repetitions = [repetition({ floor: 1 }), repetition({ floor: 1.2 })];
    assert.equal(summarize(repetitions, ['floor'])[0]!.cpuMsPerTick.toFixed(3), '1.100');
  });

  it('calls the machine noisy when the same work took a third longer in one of the repetitions', () => {
    const noisy = (...floors: number[]) =>
      summarize(
        floors.map((floor) => repetition({ floor })),
        ['floor'],
      )[0]!.noisy;
    assert.deepEqual([noisy(1, 1.25, 1.1), noisy(1, 1.35, 1.1)], [false, true]);
    assert.equal(noisy(1), undefined);
  });
});

describe('The growth of cost with the number of clients', () => {
  it('is told apart into a part for each client and a part for each pair of them', () => {
    const points = [50, 200, 400].map((n) => ({ n, cpuMsPerTick: 0.02 * n + 0.00003 * n ** 2 }));
    const { perClientMs, perPairMs } = fitCost(points)!;
    assert.deepEqual([perClientMs.toFixed(6), perPairMs.toFixed(9)], ['0.020000', '0.000030000']);
  });

  it('is not made up from a single number of clients', () => {
    assert.equal(
      fitCost([
        { n: 50, cpuMsPerTick: 1 },
        { n: 50, cpuMsPerTick: 2 },
      ]),
      undefined,
    );
  });
});
