import assert from 'node:assert/strict';
import { chooseProcess, type Candidate } from '../../../server/survival/chooseProcess.ts';

const process = (processId: string, rooms: number, busy?: boolean): Candidate => ({
  processId,
  rooms,
  maxRooms: 10,
  ...(busy === undefined ? {} : { busy }),
});

describe('A new match', () => {
  it('goes to the process with the fewest', () => {
    const choice = chooseProcess([process('a', 5, false), process('b', 3, false), process('c', 4, false)]);
    assert.deepEqual(choice, process('b', 3, false));
  });

  it('goes to one that has time, though it has more matches', () => {
    assert.deepEqual(chooseProcess([process('a', 1, true), process('b', 9, false)]), process('b', 9, false));
  });

  it('goes to a process of an older build, which does not say whether it is busy', () => {
    assert.deepEqual(chooseProcess([process('a', 1, true), process('b', 9)]), process('b', 9));
  });

  it('is refused when all have as many as they may have', () => {
    assert.equal(chooseProcess([process('a', 10, false), process('b', 11, true)]), 'full');
    assert.equal(chooseProcess([]), 'full');
  });

  it('is refused when all that have space are busy', () => {
    assert.equal(chooseProcess([process('a', 1, true), process('b', 10, false)]), 'busy');
  });
});
