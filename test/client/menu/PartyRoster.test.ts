import assert from 'node:assert/strict';
import { describeLead } from '../../../client/menu/PartyRoster.ts';

describe('What a member of a party is told of it', () => {
  const party = {
    code: 'ABCD-1234',
    leader: 'ada',
    self: 'ada',
    members: [
      { id: 'ada', name: 'Ada', isHere: true },
      { id: 'bob', name: 'Bob', isHere: true },
    ],
  };

  it('is who takes whom along, and that nobody is heard while the connection is lost', () => {
    const guest = { ...party, self: 'bob' };
    assert.match(describeLead(party, { isLost: false }), /takes everybody along/);
    assert.match(describeLead(guest, { isLost: false }), /^Ada chooses/);
    for (const member of [party, guest]) assert.match(describeLead(member, { isLost: true }), /is lost/);
  });
});
