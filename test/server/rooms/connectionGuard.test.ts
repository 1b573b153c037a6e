import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Protocol } from '@colyseus/core';
import { guardConnection, isTooSlow } from '../../../server/rooms/connectionGuard.ts';
import { CLOSE } from '../../../shared/net/protocol.ts';

describe('A connection', () => {
  it('may send what a game sends, and ten times as much, for as long as it likes', () => {
    const sent = sendPerSecond(600, 10);
    assert.equal(sent.refusals, 0);
  });

  it('is refused when it floods the server', () => {
    assert.equal(sendPerSecond(1201, 1).refusals, 1);
  });

  it('is refused when it sends inputs that are none', () => {
    const socket = new EventEmitter();
    const codes: number[] = [];
    guardConnection(socket as never, (code) => codes.push(code));
    socket.emit('message', Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 0x80, 127));
    assert.deepEqual(codes, []);
    socket.emit('message', Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 255, 1));
    assert.deepEqual(codes, [CLOSE.badInput]);
  });

  it('is too slow when a quarter of a megabyte waits to be sent', () => {
    assert.ok(!isTooSlow({ bufferedAmount: 200 * 1024 }));
    assert.ok(isTooSlow({ bufferedAmount: 300 * 1024 }));
  });
});

function sendPerSecond(messages: number, seconds: number): { refusals: number } {
  const socket = new EventEmitter();
  const result = { refusals: 0 };
  let nowMs = 5000;
  guardConnection(
    socket as never,
    () => (result.refusals += 1),
    () => nowMs,
  );
  for (let second = 0; second < seconds; second++) {
    for (let i = 0; i < messages; i++) {
      nowMs = 5000 + second * 1000 + (i * 1000) / messages;
      socket.emit('message', Uint8Array.of(Protocol.PING));
    }
  }
  return result;
}
