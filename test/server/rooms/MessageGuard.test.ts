import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/core';
import { MessageGuard, type Admission } from '../../../server/rooms/MessageGuard.ts';
import { ARENA_MESSAGES } from '../../../server/rooms/messageTable.ts';
import { CRAFTED_BODIES, dataFrame, messageFrame } from '../../support/craftedFrames.ts';

/** Frames that say of themselves more than they are. */
const FALSE_HEADS: Readonly<Record<string, readonly number[]>> = {
  'no type': [Protocol.ROOM_DATA],
  'a type longer than the frame': [Protocol.ROOM_DATA, 0xbf, 0x61],
  'a type of 2^32-1 letters': [Protocol.ROOM_DATA, 0xdb, 255, 255, 255, 255],
  'a number for a type': [Protocol.ROOM_DATA, 7],
};

/** A guard on a clock moved by hand. */
function openGuard(): { guard: MessageGuard; clock: { nowMs: number } } {
  const clock = { nowMs: 1000 };
  return { guard: new MessageGuard(ARENA_MESSAGES, () => clock.nowMs), clock };
}

describe('S20 a message nobody can read', () => {
  for (const [what, body] of Object.entries(CRAFTED_BODIES)) {
    it(`harms nobody when it is ${what}`, () => {
      const { guard } = openGuard();
      const small = body.length <= 256;
      const admission = guard.judge(dataFrame('vote', body));
      // What can be read all the same is for the schema to refuse.
      if (small) assert.ok(['strike', 'admit'].includes(admission));
      else assert.equal(admission, 'drop');
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });
  }

  for (const [what, frame] of Object.entries(FALSE_HEADS)) {
    it(`is a strike when it has ${what}`, () => {
      assert.equal(openGuard().guard.judge(Uint8Array.from(frame)), 'strike');
    });
  }

  it('is unknown when its type only looks like one of the table’s own', () => {
    const { guard } = openGuard();
    for (const type of ['constructor', '__proto__', 'toString', 'Vote', 'vote ', '*', '_']) {
      assert.equal(guard.judge(messageFrame(type, { map: 'foundry' })), 'unknown', type);
    }
  });
});

describe('S23 the limit of a type of message', () => {
  const vote = messageFrame('vote', { map: 'foundry' });
  const { messages, bytes, perMs } = ARENA_MESSAGES.vote.limit;
  const send = (guard: MessageGuard, times: number, frame = vote): Admission[] =>
    Array.from({ length: times }, () => guard.judge(frame));

  it('lets through what games send, again and again', () => {
    const { guard, clock } = openGuard();
    for (let span = 0; span < 5; span++) {
      assert.deepEqual(new Set(send(guard, messages)), new Set(['admit']));
      clock.nowMs += perMs;
    }
  });

  it('drops what is over it, ten times as much as well, and admits again in the next span', () => {
    const { guard, clock } = openGuard();
    const admissions = send(guard, messages * 10);
    assert.equal(admissions.filter((each) => each === 'admit').length, messages);
    assert.equal(admissions.filter((each) => each === 'drop').length, messages * 9);
    clock.nowMs += perMs;
    assert.deepEqual(send(guard, 1), ['admit']);
  });

  it('ends the connection at fifty times as much', () => {
    assert.ok(send(openGuard().guard, messages * 50).includes('flood'));
  });

  it('counts bytes as well as messages', () => {
    const { guard } = openGuard();
    assert.deepEqual(send(guard, 1, dataFrame('vote', new Uint8Array(bytes))), ['drop']);
  });

  it('is one for each type', () => {
    const { guard } = openGuard();
    send(guard, messages * 2);
    assert.equal(guard.judge(messageFrame('watch', { player: 'ada' })), 'admit');
  });
});
