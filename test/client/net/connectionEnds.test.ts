import assert from 'node:assert/strict';
import { SeatGone } from '../../../shared/net/comeBack.ts';
import { codeOf, describeEnd, describeJoinError, isPassing, isSeatGone } from '../../../client/net/connectionEnds.ts';

describe('the end of a connection', () => {
  it('tells a lost seat from a server that cannot be reached', () => {
    assert.equal(isSeatGone(new SeatGone('over')), true);
    assert.equal(isSeatGone(new TypeError('fetch failed')), false);
  });

  it('may pass when the server is busy or cannot be reached, and not when it said no', () => {
    const refusal = (code: unknown) => Object.assign(new Error('no'), { code });
    for (const error of [refusal(503), refusal(429), refusal(1006), new TypeError('fetch failed')])
      assert.equal(isPassing(error), true);
    for (const error of [refusal(403), refusal(4442), refusal('banned'), new SeatGone('over')])
      assert.equal(isPassing(error), false);
    assert.deepEqual([codeOf(refusal(4442)), codeOf(new Error('x')), codeOf('x')], [4442, undefined, undefined]);
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
