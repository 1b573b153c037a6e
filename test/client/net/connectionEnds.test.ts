import assert from 'node:assert/strict';
import { SeatGone } from '../../../shared/net/comeBack.ts';
import { describeEnd, describeJoinError, isSeatGone } from '../../../client/net/connectionEnds.ts';

describe('the end of a connection', () => {
  it('tells a lost seat from a server that cannot be reached', () => {
    assert.equal(isSeatGone(new SeatGone('over')), true);
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
