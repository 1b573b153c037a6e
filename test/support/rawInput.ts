import { Protocol } from '@colyseus/sdk';
import type { Command } from '../../shared/sim/Command.ts';

const FIELD_SET = 0x80;
const FULL_TURN = 2 * Math.PI;

/** How each field travels, in the order of `shared/net/inputSchema.ts`. */
const FIELDS: readonly (readonly [keyof Command, (value: number) => readonly number[]])[] = [
  ['moveX', (value) => [value & 0xff]],
  ['moveY', (value) => [value & 0xff]],
  ['aim', (value) => littleEndian(Math.round((value / FULL_TURN) * 0xffff), 2)],
  ['buttons', (value) => [value & 0xff]],
  ['weapon', (value) => [value & 0xff]],
  ['seenSubtick', (value) => littleEndian(value, 4)],
];

/** The message of one input, written byte by byte as any program could; what it does not name stays as it was. */
export function inputMessage(wish: Partial<Command>): Uint8Array {
  const bytes: number[] = [Protocol.ROOM_INPUT_RELIABLE];
  FIELDS.forEach(([name, write], index) => {
    const value = wish[name];
    if (value !== undefined) bytes.push(FIELD_SET | index, ...write(value));
  });
  return Uint8Array.from(bytes);
}

function littleEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, index) => Math.floor(value / 2 ** (8 * index)) & 0xff);
}
