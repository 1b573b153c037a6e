import assert from 'node:assert/strict';
import type { MatchSnapshot } from '../../../server/match/MatchSnapshot.ts';
import type { PartyMate } from '../../../server/rooms/SeatOwners.ts';
import { readRoomSnapshot, roomSnapshot, SNAPSHOT_VERSION } from '../../../server/survival/RoomSnapshot.ts';

const match = { number: 3 } as MatchSnapshot;
const person: PartyMate = { playerId: 'p1', name: 'Ada', kind: 'guest', loginId: 'l1', tokenVersion: 0, party: 'x' };
const roster = [
  { sessionId: 'ada', tokens: ['new', 'old'], person },
  { sessionId: 'ben', tokens: ['only'] },
];
const muster = { called: [{ playerId: 'p1', team: 1, waitedMs: 1500.5 }], arrived: ['p1'] };

describe('The snapshot of a room', () => {
  it('is read as it was taken', () => {
    for (const door of [{ isPrivate: false }, { isPrivate: true, muster }]) {
      const snapshot = roomSnapshot(door, match, roster);
      assert.deepEqual(readRoomSnapshot(JSON.stringify(snapshot)), snapshot);
    }
  });

  it('of another version is refused, and the log says which', () => {
    const other = JSON.stringify({
      ...roomSnapshot({ isPrivate: false }, match, roster),
      version: SNAPSHOT_VERSION + 1,
    });
    assert.throws(() => readRoomSnapshot(other), {
      message: `a snapshot of version ${SNAPSHOT_VERSION + 1} cannot be read by version ${SNAPSHOT_VERSION}`,
    });
  });

  it('is refused when it is none', () => {
    for (const text of ['', '{', '{}', '"x"', '7']) assert.throws(() => readRoomSnapshot(text), Error, text);
  });

  it('is refused when anything in it is not what it should be, and the log says what', () => {
    const sound = roomSnapshot({ isPrivate: true, muster }, match, roster);
    const [called] = muster.called;
    for (const [change, where] of [
      [{ more: 1 }, 'more'],
      [{ isPrivate: 1 }, 'isPrivate'],
      [{ match: 'x' }, 'match'],
      [{ roster: [{ sessionId: 'ada', tokens: [] }] }, 'roster[0].tokens'],
      [{ roster: [{ ...roster[0], person: { ...person, kind: 'host' } }] }, 'roster[0].person.kind'],
      [{ muster: { called: [{ ...called, team: -1 }], arrived: [] } }, 'muster.called[0].team'],
      [{ muster: { called: [{ ...called, waitedMs: null }], arrived: [] } }, 'muster.called[0].waitedMs'],
      [{ muster: { called: [called] } }, 'muster.arrived'],
    ] as const) {
      const text = JSON.stringify({ ...sound, ...change });
      assert.throws(
        () => readRoomSnapshot(text),
        ({ message }: Error) => message.startsWith('the snapshot is malformed') && message.includes(where),
        where,
      );
    }
  });
});
