import assert from 'node:assert/strict';
import {
  createInputReader,
  readCommands,
  sanitiseInput,
  type InputReader,
} from '../../../server/input/readCommands.ts';
import { INPUT } from '../../../shared/defs/tuning.ts';
import { TICK_RATE } from '../../../shared/defs/rates.ts';
import { idleCommand, type Command } from '../../../shared/sim/Command.ts';

const RUN: Command = { moveX: 127, moveY: 0, aim: 1, buttons: 1, weapon: 2, seenSubtick: 1600 };

function readerOf(queue: Command[]): InputReader {
  return createInputReader({
    get size() {
      return queue.length;
    },
    next: () => queue.shift(),
  });
}

function read(reader: InputReader): Command | undefined {
  return readCommands(new Map([['ada', reader]]), 200).get('ada');
}

describe('IN1 one input is one tick', () => {
  it('moves someone who sends ten inputs a tick no further than anybody', () => {
    const queue: Command[] = [];
    const reader = readerOf(queue);
    let commands = 0;
    for (let tick = 0; tick < 100; tick++) {
      for (let i = 0; i < 10; i++) queue.push(RUN);
      if (read(reader) !== undefined) commands += 1;
    }
    assert.equal(commands, 100);
    assert.equal(queue.length, 900, 'one input a tick was taken');
  });
});

describe('IN2 an input that is late', () => {
  it('holds its player still at first, and leaves them with empty hands when it stays away', () => {
    const reader = readerOf([RUN]);
    const { aim } = read(reader)!;
    for (let tick = 0; tick < INPUT.holdTicks; tick++) assert.equal(read(reader), undefined, `tick ${tick}`);
    assert.deepEqual(read(reader), idleCommand(aim));
    assert.deepEqual(read(reader), idleCommand(aim));
  });

  it('is played when it comes after all', () => {
    const queue: Command[] = [];
    const reader = readerOf(queue);
    for (let tick = 0; tick < 100; tick++) read(reader);
    queue.push(RUN);
    assert.equal(read(reader)?.moveX, 127);
    assert.equal(read(reader), undefined);
  });
});

describe('IN3 what an input says', () => {
  it('is brought into its ranges, whatever was sent', () => {
    const wild = { moveX: -128, moveY: 1e9, aim: Infinity, buttons: 0xff, weapon: -3, seenSubtick: -1 };
    assert.deepEqual(sanitiseInput(wild), { moveX: -127, moveY: 127, aim: 0, buttons: 15, weapon: 0, seenSubtick: 0 });
  });

  it('is never a number that is none', () => {
    const none = { moveX: NaN, moveY: NaN, aim: NaN, buttons: NaN, weapon: NaN, seenSubtick: NaN };
    assert.deepEqual(sanitiseInput(none), idleCommand(0));
  });
});

describe('The backlog an owner is told', () => {
  it('is the fewest inputs that waited over a second', () => {
    const queue: Command[] = [RUN, RUN, RUN];
    const reader = readerOf(queue);
    for (let tick = 0; tick < TICK_RATE; tick++) {
      if (tick !== 30) queue.push(RUN);
      read(reader);
    }
    assert.equal(reader.inputBacklog, 2);
  });
});
