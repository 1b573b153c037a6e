import assert from 'node:assert/strict';
import { AWAY_LIMIT_MS, MOST_MEMBERS, Party } from '../../../server/party/Party.ts';

const ADA = { playerId: 'ada', name: 'Ada' };
const BOB = { playerId: 'bob', name: 'Bob' };
const EVE = { playerId: 'eve', name: 'Eve' };

function partyOf(...people: readonly (typeof ADA)[]): Party {
  const party = new Party();
  for (const person of people) assert.equal(party.enter(person), 'entered');
  return party;
}

function ids(party: Party): readonly string[] {
  return party.members.map(({ playerId }) => playerId);
}

describe('PT1 a party', () => {
  it('is led by who came first, and then by who has been in it for longest', () => {
    const party = partyOf(ADA, BOB, EVE);
    assert.equal(party.leader, 'ada');
    party.leave('ada');
    assert.equal(party.leader, 'bob');
    party.leave('bob');
    party.leave('eve');
    assert.deepEqual([party.leader, ids(party)], ['', []]);
    party.enter(EVE);
    assert.equal(party.leader, 'eve');
  });

  it('keeps the place and the lead of somebody who is away for a moment', () => {
    const party = partyOf(ADA, BOB);
    party.lose('ada', 1000);
    assert.deepEqual(party.present, [BOB]);
    assert.equal(party.giveUpAbsent(1000 + AWAY_LIMIT_MS - 1), false);
    assert.equal(party.enter(ADA), 'entered');
    assert.equal(party.giveUpAbsent(1000 + AWAY_LIMIT_MS), false);
    assert.deepEqual([party.leader, ids(party)], ['ada', ['ada', 'bob']]);
  });

  it('gives up who stays away, and somebody who is here leads on', () => {
    const party = partyOf(ADA, BOB, EVE);
    party.lose('bob', 0);
    party.lose('ada', 0);
    party.lose('bob', AWAY_LIMIT_MS);
    assert.equal(party.giveUpAbsent(AWAY_LIMIT_MS), true);
    assert.deepEqual([party.leader, ids(party)], ['eve', ['bob', 'eve']]);
  });

  it('takes no more than it can take along, but always its own back', () => {
    const crowd = Array.from({ length: MOST_MEMBERS }, (_, index) => ({ playerId: `p${index}`, name: `P${index}` }));
    const party = partyOf(...crowd);
    assert.equal(party.enter(EVE), 'full');
    party.lose('p3', 0);
    assert.equal(party.enter(crowd[3]!), 'entered');
  });

  it('sends away whom its leader sends away, for good', () => {
    const party = partyOf(ADA, BOB, EVE);
    assert.equal(party.remove('bob', 'eve'), false);
    assert.equal(party.remove('ada', 'ada'), false);
    assert.equal(party.remove('ada', 'nobody'), false);
    assert.equal(party.remove('ada', 'eve'), true);
    assert.equal(party.enter(EVE), 'removed');
    assert.deepEqual(ids(party), ['ada', 'bob']);
  });

  it('is handed on by its leader alone, to a member', () => {
    const party = partyOf(ADA, BOB);
    assert.equal(party.handLead('bob', 'bob'), false);
    assert.equal(party.handLead('ada', 'eve'), false);
    assert.equal(party.handLead('ada', 'bob'), true);
    assert.equal(party.leader, 'bob');
  });

  it('goes on elsewhere as it was written down, and everybody has time to come there', () => {
    const party = partyOf(ADA, BOB, EVE);
    party.handLead('ada', 'bob');
    party.remove('bob', 'eve');
    party.lose('ada', 500);
    const other = Party.restore(JSON.parse(JSON.stringify(party.snapshot())), 2000);
    assert.deepEqual(other.members, [
      { ...ADA, awaySinceMs: 500 },
      { ...BOB, awaySinceMs: 2000 },
    ]);
    assert.equal(other.enter(EVE), 'removed');
    assert.equal(other.giveUpAbsent(500 + AWAY_LIMIT_MS), true);
    assert.deepEqual([other.leader, ids(other)], ['bob', ['bob']]);
    assert.equal(other.enter(BOB), 'entered');
    assert.deepEqual(other.present, [BOB]);
  });
});
