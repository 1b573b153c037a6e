import assert from 'node:assert/strict';
import { CLOSE } from '../../../shared/net/protocol.ts';
import { describeEnd, describeJoinError, isAccident, isSeatGone } from '../../../client/net/connectionEnds.ts';

describe('the end of a connection', () => {
  it('is won back after an accident of the network', () => {
    for (const code of [1001, 1005, 1006, 4010]) assert.equal(isAccident(code), true, String(code));
  });

  it('is final when one left, was sent away, or the server said why', () => {
    for (const code of [1000, 4000, 4002, 4003, ...Object.values(CLOSE)])
      assert.equal(isAccident(code), false, String(code));
  });

  it('has nothing to come back to when the room or the seat is gone', () => {
    assert.equal(isSeatGone(Object.assign(new Error('no room'), { code: 522 })), true);
    assert.equal(isSeatGone(Object.assign(new Error('expired'), { code: 524 })), true);
    assert.equal(isSeatGone(new TypeError('fetch failed')), false);
  });

  it('is told in the words of the server, or plainly when it said nothing', () => {
    assert.equal(describeEnd('The server is restarting.'), 'The server is restarting.');
    assert.match(describeEnd(''), /ended/);
  });

  it('tells a player whose server cannot be reached to check the connection, not what fetch said', () => {
    assert.match(describeJoinError(new TypeError('Failed to fetch')), /cannot be reached/);
    assert.equal(describeJoinError(new Error('All rooms are in use.')), 'All rooms are in use.');
  });
});
