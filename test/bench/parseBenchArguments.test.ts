import assert from 'node:assert/strict';
import { parseBenchArguments } from '../../bench/parseBenchArguments.ts';

describe('The command line of the benches', () => {
  it('runs all of them when none is named, and one when it is', () => {
    assert.deepEqual(parseBenchArguments([]).names, ['step', 'netcode', 'survival']);
    assert.deepEqual(parseBenchArguments(['step', '--json']).names, ['step']);
  });

  it('runs one part of survival alone, in the sizes wished for', () => {
    const { parts, sizes } = parseBenchArguments(['survival', 'kill', '--rooms', '1,10', '--times', '3']);
    assert.deepEqual(parts, ['kill']);
    assert.deepEqual([sizes.rooms, sizes.times, sizes.clients], [[1, 10], 3, undefined]);
  });

  it('refuses what it would not do, and says what that is', () => {
    assert.throws(() => parseBenchArguments(['encode']), /no bench 'encode'/);
    assert.throws(() => parseBenchArguments(['step', 'kill']), /no bench 'step kill'/);
    assert.throws(() => parseBenchArguments(['survival', 'kill', 'freeze']), /no bench 'survival kill freeze'/);
    assert.throws(() => parseBenchArguments(['survival', '--rooms', '1,,2']), /--rooms 1,,2 is not a list/);
    assert.throws(() => parseBenchArguments(['survival', '--times', '0']), /--times 0 is not a whole number above 0/);
  });
});
