import assert from 'node:assert/strict';
import { BENCHES, parseBenchArguments } from '../../bench/parseBenchArguments.ts';

describe('The command line of the benches', () => {
  it('runs all of them when none is named, and one when it is', () => {
    assert.deepEqual(parseBenchArguments([]).names, [
      'step',
      'encode',
      'netcode',
      'survival',
      'people',
      'room',
      'rooms',
    ]);
    assert.deepEqual(parseBenchArguments(['step', '--json']).names, ['step']);
  });

  it('records nothing unless it is told to, and whatever bench it is told to', () => {
    assert.equal(parseBenchArguments(['all']).record, false);
    for (const bench of BENCHES) assert.equal(parseBenchArguments([bench, '--record']).record, true);
  });

  it('runs one part of survival alone, in the sizes wished for', () => {
    const { parts, sizes } = parseBenchArguments(['survival', 'kill', '--rooms', '1,10', '--times', '3']);
    assert.deepEqual(parts.survival, ['kill']);
    assert.deepEqual([sizes.rooms, sizes.times, sizes.clients], [[1, 10], 3, undefined]);
  });

  it('asks for people on one database alone, for as long as wished for, and for all that people ask when not told what', () => {
    const { parts, sizes } = parseBenchArguments(['people', 'postgres', '--seconds', '9']);
    assert.deepEqual([parts.people, sizes.seconds], [['postgres'], 9]);
    assert.deepEqual(parseBenchArguments(['people']).parts.people, ['sqlite', 'postgres', 'matchmaking', 'evictions']);
    assert.deepEqual(parseBenchArguments([]).parts.people, ['sqlite', 'postgres', 'matchmaking', 'evictions']);
  });

  it('compares the contenders wished for, in the sizes wished for', () => {
    const { room } = parseBenchArguments(['room', '--clients', '50,400', '--reps', '7', '--contenders', 'floor,naive']);
    assert.deepEqual([room.counts, room.repetitions, room.contenders], [[50, 400], 7, ['naive', 'floor']]);
    const { rooms, playersPerRoom } = parseBenchArguments(['rooms', '--rooms', '4,20', '--size', '8', '--open']);
    assert.deepEqual([rooms.counts, playersPerRoom, rooms.pacing], [[4, 20], 8, 'open-loop']);
  });

  it('takes a first look at fewer clients, less often', () => {
    const { room } = parseBenchArguments(['room', '--quick']);
    assert.deepEqual([room.counts, room.repetitions, room.isQuick], [[200], 3, true]);
  });

  it('refuses what it would not do, and says what that is', () => {
    assert.throws(() => parseBenchArguments(['decode']), /no bench 'decode'/);
    assert.throws(() => parseBenchArguments(['step', 'kill']), /no bench 'step kill'/);
    assert.throws(() => parseBenchArguments(['survival', 'kill', 'freeze']), /no bench 'survival kill freeze'/);
    assert.throws(() => parseBenchArguments(['people', 'kill']), /no bench 'people kill'/);
    assert.throws(() => parseBenchArguments(['survival', 'sqlite']), /no bench 'survival sqlite'/);
    assert.throws(() => parseBenchArguments(['survival', '--rooms', '1,,2']), /--rooms 1,,2 is not a list/);
    assert.throws(() => parseBenchArguments(['survival', '--times', '0']), /--times 0 is not a whole number above 0/);
    assert.throws(() => parseBenchArguments(['survival', '--clients', '4,8']), /--clients 4,8 is not a whole number/);
    assert.throws(() => parseBenchArguments(['room', '--contenders', 'naive,fast']), /there is no contender 'fast'/);
    assert.throws(() => parseBenchArguments(['step', '--open']), /bench 'step' has no option --open/);
    assert.throws(() => parseBenchArguments(['people', '--clients', '3']), /bench 'people' has no option --clients/);
    assert.throws(() => parseBenchArguments(['room', '--times', '3']), /bench 'room' has no option --times/);
  });
});
