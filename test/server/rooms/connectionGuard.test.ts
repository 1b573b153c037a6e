import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { isTooSlow, limitMessageRate } from '../../../server/rooms/connectionGuard.ts';

describe('A connection', () => {
  it('may send what a game sends, bursts included, for as long as it likes', () => {
    const sent = sendPerSecond(200, 10);
    assert.equal(sent.refusals, 0);
  });

  it('is refused once when it floods the server', () => {
    const sent = sendPerSecond(241, 1);
    assert.equal(sent.refusals, 1);
    assert.equal(sendPerSecond(2400, 1).refusals, 1);
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
  limitMessageRate(
    socket as never,
    () => (result.refusals += 1),
    () => nowMs,
  );
  for (let second = 0; second < seconds; second++) {
    for (let i = 0; i < messages; i++) {
      nowMs = 5000 + second * 1000 + (i * 1000) / messages;
      socket.emit('message');
    }
  }
  return result;
}
