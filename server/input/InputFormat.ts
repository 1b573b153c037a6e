import { Protocol } from '@colyseus/core';
import type { Schema } from '@colyseus/schema';
import { fieldsOf } from '../sync/SchemaFields.ts';

const CODE_BITS = 0x1f;
const OPERATION_BITS = 0xc0;
const OPERATION_ADD = 0x80;
const OPERATION_REPLACE = 0x00;

type ReadNumber = (bytes: Uint8Array, at: number) => number;

interface InputField {
  readonly name: string;
  readonly bytes: number;
  readonly read: ReadNumber;
}

/** Little endian, as all numbers of the schema wire format. */
const WHOLE_NUMBERS: Readonly<Record<string, Omit<InputField, 'name'>>> = {
  int8: { bytes: 1, read: (bytes, at) => (bytes[at]! << 24) >> 24 },
  uint8: { bytes: 1, read: (bytes, at) => bytes[at]! },
  uint16: { bytes: 2, read: (bytes, at) => bytes[at]! | (bytes[at + 1]! << 8) },
  uint32: {
    bytes: 4,
    read: (bytes, at) => (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0,
  },
};

/** Whether a message claims to be an input of any kind. */
export function claimsToBeInput(bytes: Uint8Array): boolean {
  const code = (bytes[0] ?? 0) & CODE_BITS;
  return code === Protocol.ROOM_INPUT_RELIABLE || code === Protocol.ROOM_INPUT_UNRELIABLE;
}

/**
 * Reads the frames in which Colyseus' `room.input()` sends inputs of one schema class. Its own reader takes far more from
 * the wire than games send, writes a screenful to the log for what it does not understand, and makes a schema
 * instance of every input, which costs more than all else that is done with it.
 */
export class InputFormat<Input extends object> {
  readonly #fields: readonly InputField[];

  /** @throws an Error for a class with other fields than numbers of one, two or four bytes */
  constructor(type: unknown) {
    this.#fields = fieldsOf(type as typeof Schema).map(({ name, type: fieldType }) => ({
      name,
      ...numberOf(fieldType, name),
    }));
  }

  /**
   * An input as one frame says it, in which only those fields stand that changed.
   * @param bytes a whole message
   * @param latest the input before; it stays as it is
   * @returns undefined when the message is anything but fields of an input that were set
   */
  read(bytes: Uint8Array, latest: Input): Input | undefined {
    if (bytes[0] !== Protocol.ROOM_INPUT_RELIABLE) return undefined;
    const input: Input = { ...latest };
    let offset = 1;
    while (offset < bytes.length) {
      const operation = bytes[offset]! & OPERATION_BITS;
      const field = this.#fields[bytes[offset]! & ~OPERATION_BITS];
      if (field === undefined || (operation !== OPERATION_ADD && operation !== OPERATION_REPLACE)) return undefined;
      (input as Record<string, number>)[field.name] = field.read(bytes, offset + 1);
      offset += 1 + field.bytes;
    }
    return offset === bytes.length ? input : undefined;
  }
}

function numberOf(type: unknown, name: string): Omit<InputField, 'name'> {
  if (typeof type === 'object' && type !== null && 'quantized' in type) {
    const { wire, min, range, span } = type.quantized as { wire: string; min: number; range: number; span: number };
    const { bytes, read } = numberOf(wire, name);
    return { bytes, read: (message, at) => min + (read(message, at) / span) * range };
  }
  const number = WHOLE_NUMBERS[String(type)];
  if (number === undefined) throw new Error(`InputFormat cannot read the field ${name} of type ${String(type)}`);
  return number;
}
