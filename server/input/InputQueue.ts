import { Protocol } from '@colyseus/core';
import { FULL_TURN } from '../../shared/math/angle.ts';
import { idleCommand, type Command } from '../../shared/sim/Command.ts';
import type { InputSource } from './readCommands.ts';

/** Bytes of each field of `PlayerInput` on the wire, in the order of their declaration. */
const FIELD_BYTES: Readonly<Record<keyof Command, number>> = {
  moveX: 1,
  moveY: 1,
  aim: 2,
  buttons: 1,
  weapon: 1,
  seenSubtick: 4,
};
const FIELDS = Object.keys(FIELD_BYTES) as readonly (keyof Command)[];
const BYTES_BY_INDEX = Object.values(FIELD_BYTES);

const CODE_BITS = 0x1f;
const OPERATION_BITS = 0xc0;
const OPERATION_ADD = 0x80;
const OPERATION_REPLACE = 0x00;
const ANGLE_STEPS = 0x10000;

/** Whether a message claims to be an input of any kind. */
export function claimsToBeInput(bytes: Uint8Array): boolean {
  const code = (bytes[0] ?? 0) & CODE_BITS;
  return code === Protocol.ROOM_INPUT_RELIABLE || code === Protocol.ROOM_INPUT_UNRELIABLE;
}

/**
 * The inputs of one connection that wait for their tick, oldest first, read from the frames of Colyseus' `room.input()`.
 * Its own reader takes far more from the wire than games send, writes a screenful to the log for what it does not
 * understand, and makes a schema instance of each input, which cost more than all else that is done with it.
 */
export class InputQueue implements InputSource {
  /** The inputs that were taken or dropped so far: the sequence of the last of them, which patches acknowledge. */
  acknowledged = 0;
  readonly #capacity: number;
  readonly #waiting: Command[] = [];
  /** The last input whole: frames carry only the fields that changed. */
  #latest: Command = idleCommand(0);

  /** @param capacity inputs that may wait; one more drops the oldest */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#waiting.length;
  }

  next(): Command | undefined {
    const input = this.#waiting.shift();
    if (input !== undefined) this.acknowledged += 1;
    return input;
  }

  /**
   * Takes in a message if it is one input as games send it: fields of `PlayerInput` that were set, and nothing else.
   * @returns whether it is; any other changes nothing
   */
  readFrame(bytes: Uint8Array): boolean {
    if (!isInputFrame(bytes)) return false;
    const input = { ...this.#latest };
    for (let offset = 1; offset < bytes.length;) {
      const index = bytes[offset]! & ~OPERATION_BITS;
      readField(input, FIELDS[index]!, bytes, offset + 1);
      offset += 1 + BYTES_BY_INDEX[index]!;
    }
    this.#latest = input;
    this.#waiting.push(input);
    if (this.#waiting.length > this.#capacity) this.next();
    return true;
  }
}

function isInputFrame(bytes: Uint8Array): boolean {
  if (bytes[0] !== Protocol.ROOM_INPUT_RELIABLE) return false;
  let offset = 1;
  while (offset < bytes.length) {
    const operation = bytes[offset]! & OPERATION_BITS;
    const fieldBytes = BYTES_BY_INDEX[bytes[offset]! & ~OPERATION_BITS];
    if (fieldBytes === undefined || (operation !== OPERATION_ADD && operation !== OPERATION_REPLACE)) return false;
    offset += 1 + fieldBytes;
  }
  return offset === bytes.length;
}

function readField(
  input: { -readonly [Field in keyof Command]: number },
  field: keyof Command,
  bytes: Uint8Array,
  at: number,
): void {
  switch (field) {
    case 'moveX':
    case 'moveY':
      input[field] = (bytes[at]! << 24) >> 24;
      return;
    case 'aim':
      input.aim = ((bytes[at]! | (bytes[at + 1]! << 8)) / ANGLE_STEPS) * FULL_TURN;
      return;
    case 'buttons':
    case 'weapon':
      input[field] = bytes[at]!;
      return;
    case 'seenSubtick':
      input.seenSubtick = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
  }
}
