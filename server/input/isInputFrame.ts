import { Protocol } from '@colyseus/core';
import type { Command } from '../../shared/sim/Command.ts';

/** Bytes of each field of `PlayerInput` on the wire, in the order of their declaration. */
const FIELD_BYTES: Readonly<Record<keyof Command, number>> = {
  moveX: 1,
  moveY: 1,
  aim: 2,
  buttons: 1,
  weapon: 1,
  seenSubtick: 4,
};
const BYTES_BY_INDEX = Object.values(FIELD_BYTES);

const CODE_BITS = 0x1f;
const OPERATION_BITS = 0xc0;
const OPERATION_ADD = 0x80;
const OPERATION_REPLACE = 0x00;

/** Whether a message claims to be an input of any kind. */
export function claimsToBeInput(bytes: Uint8Array): boolean {
  const code = (bytes[0] ?? 0) & CODE_BITS;
  return code === Protocol.ROOM_INPUT_RELIABLE || code === Protocol.ROOM_INPUT_UNRELIABLE;
}

/**
 * Whether a message is one input as games send it: fields of `PlayerInput` that were set, and nothing else.
 * The schema's decoder takes far more from the wire, and writes a screenful to the log for what it does not
 * understand; nothing but inputs may reach it.
 */
export function isInputFrame(bytes: Uint8Array): boolean {
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
