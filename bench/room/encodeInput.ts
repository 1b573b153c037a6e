import { Protocol } from '@colyseus/sdk';

/** What a player does in a tick. */
export interface Input {
  readonly direction: number;
  readonly aim: number;
  readonly fires: number;
}

/** Set in the byte before a field, which has the field's index in its low bits. */
const FIELD = 0x80;

/** An input as `plain-ws` and `floor` take it. */
export function encodeRawInput({ direction, aim, fires }: Input): Uint8Array {
  return Uint8Array.of(direction, aim, fires, 0);
}

/**
 * Gives what writes one client's inputs one after another, byte for byte as the SDK does: the fields of `BenchInput` that changed.
 */
export function colyseusInputEncoder(): (input: Input) => Uint8Array {
  let last: readonly number[] = [];
  return ({ direction, aim, fires }) => {
    const fields = [direction, aim, fires];
    const bytes: number[] = [Protocol.ROOM_INPUT_RELIABLE];
    for (let index = 0; index < fields.length; index++) {
      if (fields[index] !== last[index]) bytes.push(FIELD | index, fields[index]!);
    }
    last = fields;
    return Uint8Array.from(bytes);
  };
}
