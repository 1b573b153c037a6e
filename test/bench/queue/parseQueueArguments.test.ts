import assert from 'node:assert/strict';
import { parseQueueArguments } from '../../../bench/queue/parseQueueArguments.ts';
import { POPULATIONS } from '../../../bench/queue/populations.ts';

describe('The command line of the queue simulator', () => {
  it('takes all populations when none is named, and one when it is', () => {
    assert.deepEqual(
      parseQueueArguments([]).populations.map(({ name }) => name),
      ['quiet', 'evening', 'full'],
    );
    const { populations, json } = parseQueueArguments(['evening', '--json']);
    assert.deepEqual(populations, [{ name: 'evening', ...POPULATIONS.evening }]);
    assert.equal(json, true);
  });

  it('changes what is wished for, and nothing else', () => {
    const args = ['quiet', '--arrivals', '9', '--teams', '100', '--deviation', '7', '--ping', '80', '--seed', '3'];
    assert.deepEqual(parseQueueArguments(args).populations, [
      {
        name: 'quiet',
        ...POPULATIONS.quiet,
        arrivalsPerMinute: 9,
        teamShare: 1,
        strength: { mean: 25, deviation: 7 },
        pingMs: { atLeast: 10, meanBeyond: 70 },
        seed: 3,
      },
    ]);
  });

  it('refuses what it would not do, and says what that is', () => {
    assert.throws(() => parseQueueArguments(['morning']), /no population 'morning'/);
    assert.throws(() => parseQueueArguments(['quiet', 'full']), /no population 'quiet full'/);
    assert.throws(() => parseQueueArguments(['--teams', '101']), /--teams 101 is not a number it can be/);
    assert.throws(() => parseQueueArguments(['--arrivals', 'many']), /--arrivals many is not a number/);
    assert.throws(() => parseQueueArguments(['--ping', '5']), /--ping 5 is less than anybody has, 10/);
  });
});
