import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/core';
import { ARENA_MESSAGES } from '../../../server/rooms/messageTable.ts';
import { PlayerLine, type DropReason } from '../../../server/rooms/PlayerLine.ts';
import { messageFrame, randomFrame } from '../../support/craftedFrames.ts';
import { CLOSE } from '../../../shared/net/protocol.ts';

/** A million of them in a night: FUZZ_FRAMES=1000000. */
const FUZZED_FRAMES = Number(process.env.FUZZ_FRAMES ?? 20_000);
const PING = Uint8Array.of(Protocol.PING);
const STEP_RIGHT = Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 0x80, 127);

/** A line on a clock moved by hand, the reasons for which it was cut, and those for which messages were dropped. */
function openLine() {
  const refusals: number[] = [];
  const dropped: DropReason[] = [];
  const clock = { nowMs: 5000 };
  const line = new PlayerLine({
    table: ARENA_MESSAGES,
    refuse: (code) => refusals.push(code),
    onDrop: (reason) => dropped.push(reason),
    nowMs: () => clock.nowMs,
  });
  return { line, refusals, dropped, clock };
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
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

  it('may carry what a game sends, and ten times as much, for as long as it likes', () => {
    assert.equal(sendPerSecond(600, 10), 0);
  });

  it('is cut when it floods the server', () => {
    assert.equal(sendPerSecond(1201, 1), 1);
  });

  it('is cut when it is flooded by bytes, however few messages they are', () => {
    const { line, refusals } = openLine();
    const large = Uint8Array.of(Protocol.PING, ...new Uint8Array(4095));
    for (let i = 0; i < 9; i++) line.take(large);
    assert.deepEqual(refusals, []);
    line.take(large);
    assert.deepEqual(refusals, [CLOSE.tooManyMessages]);
  });

  it('is cut at the third broken message, not before', () => {
    const { line, refusals } = openLine();
    const broken = Uint8Array.of(Protocol.ROOM_DATA, 0xa4, ...Buffer.from('vote'), 0x82, 0xa1);
    assert.ok(line.take(broken));
    line.strike();
    assert.deepEqual(refusals, []);
    assert.ok(line.take(broken));
    assert.deepEqual(refusals, [CLOSE.badMessage]);
  });

  it('is cut at once when it carries a message nobody knows, or asks for an answer', () => {
    for (const code of [Protocol.ROOM_DATA, Protocol.ROOM_DATA_BYTES, Protocol.ROOM_REQUEST]) {
      const { line, refusals } = openLine();
      assert.ok(line.take(Uint8Array.of(code, 0xa3, ...Buffer.from('any'))));
      assert.deepEqual(refusals, [CLOSE.badMessage]);
    }
  });

  it('is cut when it carries inputs that are none', () => {
    const { line, refusals } = openLine();
    assert.ok(line.take(STEP_RIGHT));
    assert.deepEqual(refusals, []);
    assert.ok(line.take(Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 255, 1)));
    assert.deepEqual(refusals, [CLOSE.badInput]);
  });

  it('is cut when it carries what no game says', () => {
    const { line, refusals } = openLine();
    assert.ok(line.take(Uint8Array.of(Protocol.ROOM_REQUEST, 1, 0xa1, 0x61)));
    assert.ok(line.take(new Uint8Array()));
    assert.deepEqual(refusals, [CLOSE.badMessage, CLOSE.badMessage]);
  });

  it('tells of each message that it drops, and why', () => {
    const { line, dropped, clock } = openLine();
    const { messages } = ARENA_MESSAGES.vote.limit;
    const vote = messageFrame('vote', { map: 'foundry' });
    for (let i = 0; i < messages + 2; i++) line.take(vote);
    line.take(Uint8Array.of(Protocol.ROOM_DATA, 7));
    line.take(messageFrame('hack', {}));
    line.take(Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, 255, 1));
    line.ignore();
    assert.deepEqual(dropped, ['limit', 'limit', 'broken', 'unknown', 'broken', 'outOfTurn']);
    for (let i = 0; i < messages * 20; i++) line.take(vote);
    assert.equal(dropped.at(-1), 'flood');
    dropped.length = 0;
    clock.nowMs += 60_000;
    for (let i = 0; i < 1202; i++) line.count(1);
    assert.deepEqual(dropped, ['flood', 'flood']);
  });

  it('leaves everything else that games say to the room', () => {
    const { line, refusals } = openLine();
    for (const code of [Protocol.PING, Protocol.JOIN_ROOM, Protocol.LEAVE_ROOM])
      assert.equal(line.take(Uint8Array.of(code)), false);
    assert.deepEqual(refusals, []);
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

  it(`never throws, whatever bytes it carries (S20, FUZZ_SEED=${seed})`, () => {
    const prng = { state: seed };
    const { line, clock } = openLine();
    for (let count = 0; count < FUZZED_FRAMES; count++) {
      const frame = randomFrame(prng);
      assert.doesNotThrow(() => line.take(frame), `frame ${count}: ${Buffer.from(frame).toString('hex')}`);
      clock.nowMs += 50;
    }
  });
});
