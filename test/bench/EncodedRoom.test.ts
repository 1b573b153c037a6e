import { Decoder } from '@colyseus/schema';
import assert from 'node:assert/strict';
import { EncodedRoom } from '../../bench/EncodedRoom.ts';
import { ArenaState, isSeen } from '../../shared/net/arenaSchema.ts';

/** Code, the server's time and the acknowledged input. */
const TIMED_HEADER_BYTES = 9;
const PLAYERS = 64;

/** What somebody knows who joins. */
function join(room: EncodedRoom): ArenaState {
  const decoder = new Decoder(new ArenaState());
  decoder.decode(room.join(), { offset: TIMED_HEADER_BYTES });
  return decoder.state;
}

function bytesOf(act: (room: EncodedRoom) => void): number {
  const room = new EncodedRoom(PLAYERS, 1);
  room.patch();
  const before = room.sentBytes;
  act(room);
  return room.sentBytes - before;
}

describe('The room of the encode benchmark', () => {
  it('tells who joins of all players, where those are that it sees, and its own numbers, again and again', () => {
    const room = new EncodedRoom(PLAYERS, 1);
    for (let round = 0; round < 3; round++) {
      const { players, own } = join(room);
      assert.equal(players.size, PLAYERS);
      assert.equal([...players.values()].filter(isSeen).length, room.seen);
      assert.equal(own.size, 1);
      room.move();
      room.patch();
    }
  });

  it('tells every client with a patch how each player moved that it sees', () => {
    const moved = bytesOf((room) => {
      room.move();
      room.patch();
    });
    const stood = bytesOf((room) => room.patch());
    const { seen } = new EncodedRoom(PLAYERS, 1);
    // Nearly everybody gets anywhere along both sides and turns: which player it is takes two bytes, each number two or three.
    const perPlayer = (moved - stood) / PLAYERS / seen;
    assert.ok(perPlayer > 8 && perPlayer < 13, `${perPlayer} bytes for each player seen`);
  });
});
