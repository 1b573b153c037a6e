import assert from 'node:assert/strict';
import { keepsSeat } from '../../../server/rooms/keepsSeat.ts';
import { CLOSE } from '../../../shared/net/protocol.ts';

describe('A seat', () => {
  it('waits for someone whose connection broke, or who changes networks (SE2)', () => {
    for (const code of [undefined, 1001, 1005, 1006, 4003, 4010, CLOSE.replacedByNewerConnection]) {
      assert.equal(keepsSeat(code), true, String(code));
    }
  });

  it('is free when its owner left on purpose or was sent away (SE2)', () => {
    const { replacedByNewerConnection: _replaced, matchMoved: _moved, ...sentAway } = CLOSE;
    for (const code of [4000, 4002, ...Object.values(sentAway)]) assert.equal(keepsSeat(code), false, String(code));
  });
});
