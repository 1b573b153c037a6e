import assert from 'node:assert/strict';
import { KeptSeat } from '../../../client/net/KeptSeat.ts';
import { memoryStore } from '../../support/memoryStore.ts';

describe('the way back into a seat', () => {
  it('is there for the next page of the tab, in its newest form, until it is dropped', () => {
    const store = memoryStore();
    new KeptSeat(store).keep('room:first');
    new KeptSeat(store).keep('room:second');
    assert.equal(new KeptSeat(store).token, 'room:second');
    new KeptSeat(store).drop();
    assert.equal(new KeptSeat(store).token, undefined);
  });

  it('is missed by nobody whose browser forbids to keep anything', () => {
    const forbid = () => {
      throw new Error('SecurityError');
    };
    for (const store of [undefined, { getItem: forbid, setItem: forbid, removeItem: forbid }]) {
      const seat = new KeptSeat(store);
      seat.keep('room:token');
      seat.drop();
      assert.equal(seat.token, undefined);
    }
  });

  it('is known to be in its room, and in no other', () => {
    const seat = new KeptSeat(memoryStore());
    assert.equal(seat.isIn('room'), false);
    seat.keep('room:token');
    assert.deepEqual([seat.isIn('room'), seat.isIn('roo'), seat.isIn('')], [true, false, false]);
  });
});
