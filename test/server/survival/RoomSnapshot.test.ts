import assert from 'node:assert/strict';
import type { MatchSnapshot } from '../../../server/match/MatchSnapshot.ts';
import { readRoomSnapshot, roomSnapshot, SNAPSHOT_VERSION } from '../../../server/survival/RoomSnapshot.ts';

const match = { number: 3 } as MatchSnapshot;
const roster = [{ sessionId: 'ada', tokens: ['new', 'old'] }];

describe('The snapshot of a room', () => {
  it('is read as it was taken', () => {
    const snapshot = roomSnapshot(true, match, roster);
    assert.deepEqual(readRoomSnapshot(JSON.stringify(snapshot)), snapshot);
  });

  it('of another version is refused, and the log says which', () => {
    const other = JSON.stringify({ ...roomSnapshot(false, match, roster), version: SNAPSHOT_VERSION + 1 });
    assert.throws(() => readRoomSnapshot(other), {
      message: `a snapshot of version ${SNAPSHOT_VERSION + 1} cannot be read by version ${SNAPSHOT_VERSION}`,
    });
  });

  it('is refused when it is none', () => {
    for (const text of ['', '{', '{}', '"x"', '7']) assert.throws(() => readRoomSnapshot(text), Error, text);
  });
});
