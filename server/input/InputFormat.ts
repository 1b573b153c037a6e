import { Protocol } from '@colyseus/core';
import type { Schema } from '@colyseus/schema';
import { fieldsOf } from '../sync/SchemaFields.ts';

const CODE_BITS = 0x1f;
const OPERATION_BITS = 0xc0;
const OPERATION_ADD = 0x80;
const OPERATION_REPLACE = 0x00;

type ReadNumber = (bytes: Uint8Array, at: number) => number;

interface InputField {
  readonly bytes: number;
  readonly read: ReadNumber;
}

/** Little endian, as all numbers of the schema wire format. */
const WHOLE_NUMBERS: Readonly<Record<string, InputField>> = {
  int8: { bytes: 1, read: (bytes, at) => (bytes[at]! << 24) >> 24 },
  uint8: { bytes: 1, read: (bytes, at) => bytes[at]! },
  uint16: { bytes: 2, read: (bytes, at) => bytes[at]! | (bytes[at + 1]! << 8) },
  uint32: {
    bytes: 4,
    read: (bytes, at) => (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0,
  },
};

/** What a message says it is: a word of Colyseus' protocol, or none for an empty one. */
export function codeOf(bytes: Uint8Array): number {
  return (bytes[0] ?? 0) & CODE_BITS;
}

/** Whether a message claims to be an input of any kind. */
export function claimsToBeInput(bytes: Uint8Array): boolean {
  const code = codeOf(bytes);
  return code === Protocol.ROOM_INPUT_RELIABLE || code === Protocol.ROOM_INPUT_UNRELIABLE;
}

/**
 * Reads the frames in which Colyseus' `room.input()` sends inputs of one schema class. Its own reader takes far more from
 * the wire than games send, writes a screenful to the log for what it does not understand, and makes a schema
 * instance of every input, which costs more than all else that is done with it.
 */
export class InputFormat<Input> {
  readonly #fields: readonly InputField[];
  /** Makes an input of its values, which stand from `at` on in the order of the fields. */
  readonly make: (values: Float64Array, at: number) => Input;

  /** @throws an Error for a class with other fields than numbers of one, two or four bytes */
  constructor(type: unknown, make: (values: Float64Array, at: number) => Input) {
    this.#fields = fieldsOf(type as typeof Schema).map(({ name, type: fieldType }) => numberOf(fieldType, name));
    this.make = make;
  }

  /** Values of one input. */
  get width(): number {
    return this.#fields.length;
  }

  /**
   * Takes the fields that a frame names into `values`, from `at` on; others stay as they were with the input before.
   * @param bytes a whole message
   * @returns false, and nothing changed, when the message is anything but fields of an input that were set
   */
  read(bytes: Uint8Array, values: Float64Array, at: number): boolean {
    if (!this.#isInput(bytes)) return false;
    let offset = 1;
    while (offset < bytes.length) {
      const index = bytes[offset]! & ~OPERATION_BITS;
      const field = this.#fields[index]!;
      values[at + index] = field.read(bytes, offset + 1);
      offset += 1 + field.bytes;
    }
    return true;
  }

  #isInput(bytes: Uint8Array): boolean {
    if (bytes[0] !== Protocol.ROOM_INPUT_RELIABLE) return false;
    let offset = 1;
    while (offset < bytes.length) {
      const operation = bytes[offset]! & OPERATION_BITS;
      const field = this.#fields[bytes[offset]! & ~OPERATION_BITS];
      if (field === undefined || (operation !== OPERATION_ADD && operation !== OPERATION_REPLACE)) return false;
      offset += 1 + field.bytes;
    }
    return offset === bytes.length;
  }
}

function numberOf(type: unknown, name: string): InputField {
  if (typeof type === 'object' && type !== null && 'quantized' in type) {
    const { wire, min, range, span } = type.quantized as { wire: string; min: number; range: number; span: number };
    const { bytes, read } = numberOf(wire, name);
    return { bytes, read: (message, at) => min + (read(message, at) / span) * range };
  }
  const number = WHOLE_NUMBERS[String(type)];
  if (number === undefined) throw new Error(`InputFormat cannot read the field ${name} of type ${String(type)}`);
  return number;
}
