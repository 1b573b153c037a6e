import assert from 'node:assert/strict';
import { ServerError } from '@colyseus/core';
import { HTTP_ERRORS } from '../../../server/errors.ts';
import { CODE, gateWith, is, SEAT } from '../../support/gate.ts';

describe('The gate to parties', () => {
  it('opens a party for who names none, and leads to that of a code however it is written', async () => {
    const joined: unknown[] = [];
    let opened = 0;
    const { gate } = gateWith({
      openParty: async () => ((opened += 1), SEAT),
      joinById: async (roomId) => (joined.push(roomId), SEAT),
    });
    await gate('joinOrCreate', 'party', {});
    await gate('joinOrCreate', 'party', { party: 'abcd-12o4' });
    assert.deepEqual([opened, joined], [1, ['ABCD1204']]);
    await assert.rejects(gate('joinOrCreate', 'party', { party: CODE }), is(HTTP_ERRORS.unknownParty));
  });

  it('opens a known party again that nobody was in, and says so of one that is over', async () => {
    let isKnown = true;
    let isOpen = false;
    const { gate } = gateWith({
      joinById: async () => {
        if (!isOpen) throw new ServerError(522, 'room "ABCD1234" not found');
        return SEAT;
      },
      reviveParty: async () => (isOpen = isKnown),
    });
    assert.equal(await gate('joinOrCreate', 'party', { party: 'ABCD1234' }), SEAT);
    isKnown = isOpen = false;
    await assert.rejects(gate('joinOrCreate', 'party', { party: 'ABCD1234' }), is(HTTP_ERRORS.unknownParty));
  });
});
