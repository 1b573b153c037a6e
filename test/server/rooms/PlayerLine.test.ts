import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/core';
import { MessageBudget } from '../../../server/rooms/MessageBudget.ts';
import { PlayerLine } from '../../../server/rooms/PlayerLine.ts';
import { CLOSE } from '../../../shared/net/protocol.ts';

const PING = Uint8Array.of(Protocol.PING);
const STEP_RIGHT = Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 0x80, 127);

/** A line on a clock moved by hand, and the reasons for which it was cut. */
function openLine(): { line: PlayerLine; refusals: number[]; clock: { nowMs: number } } {
  const refusals: number[] = [];
  const clock = { nowMs: 5000 };
  const line = new PlayerLine((code) => refusals.push(code), new MessageBudget(() => clock.nowMs));
  return { line, refusals, clock };
}

/** Gives how many were refused. */
function sendPerSecond(messages: number, seconds: number): number {
  const { line, refusals, clock } = openLine();
  for (let second = 0; second < seconds; second++) {
    for (let i = 0; i < messages; i++) {
      clock.nowMs = 5000 + second * 1000 + (i * 1000) / messages;
      line.take(PING);
    }
  }
  return refusals.length;
}

describe('A line', () => {
  it('may carry what a game sends, and ten times as much, for as long as it likes', () => {
    assert.equal(sendPerSecond(600, 10), 0);
  });

  it('is cut when it floods the server', () => {
    assert.equal(sendPerSecond(1201, 1), 1);
  });

  it('is cut when it carries inputs that are none', () => {
    const { line, refusals } = openLine();
    assert.ok(line.take(STEP_RIGHT));
    assert.deepEqual(refusals, []);
    assert.ok(line.take(Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 255, 1)));
    assert.deepEqual(refusals, [CLOSE.badInput]);
  });

  it('leaves everything but inputs to the room', () => {
    const { line } = openLine();
    assert.equal(line.take(PING), false);
  });

  it('keeps eight inputs for their ticks, of more the newest, and counts all of them', () => {
    const { line } = openLine();
    for (let step = 1; step <= 10; step++) line.take(Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 0x80, step));
    assert.equal(line.inputs.size, 8);
    assert.equal(line.inputs.next()?.moveX, 3);
    assert.equal(line.inputs.acknowledged, 3);
  });

  it('reads of an input what has changed since the one before', () => {
    const { line } = openLine();
    line.take(STEP_RIGHT);
    line.take(Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 0x81, 5));
    line.inputs.next();
    const { moveX, moveY } = line.inputs.next()!;
    assert.deepEqual({ moveX, moveY }, { moveX: 127, moveY: 5 });
  });
});
