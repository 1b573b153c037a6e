import { Protocol } from '@colyseus/core';
import { pack } from 'msgpackr';
import { nextInt, type Prng } from '../../shared/math/prng.ts';

/** A frame as Colyseus' SDK sends a message: its type as a short string, and the body in MessagePack. */
export function dataFrame(type: string, body: Uint8Array): Uint8Array {
  return Uint8Array.of(Protocol.ROOM_DATA, 0xa0 | type.length, ...Buffer.from(type), ...body);
}

/** A message of any content, well encoded. */
export function messageFrame(type: string, message: unknown): Uint8Array {
  return dataFrame(type, pack(message));
}

const NESTED = 4000;
const text = (value: string): number[] => [0xa0 | value.length, ...Buffer.from(value)];

/** Bodies that are meant to hurt who reads them; by what they do. */
export const CRAFTED_BODIES: Readonly<Record<string, Uint8Array>> = {
  'an array that says it has 2^32-1 entries': Uint8Array.of(0xdd, 255, 255, 255, 255),
  'a map that says it has 2^32-1 entries': Uint8Array.of(0xdf, 255, 255, 255, 255),
  'a text that says it has 2^32-1 letters': Uint8Array.of(0xdb, 255, 255, 255, 255),
  'bytes that say they are 2^32-1': Uint8Array.of(0xc6, 255, 255, 255, 255),
  '4000 levels of arrays': new Uint8Array(NESTED).fill(0x91),
  '4000 levels of maps': Uint8Array.from({ length: NESTED * 3 }, (_, i) => [0x81, 0xa1, 0x61][i % 3]!).slice(0, 4000),
  'the one byte MessagePack never uses': Uint8Array.of(0xc1),
  'a map with the key __proto__': Uint8Array.of(0x81, ...text('__proto__'), 0x81, ...text('polluted'), 0xc3),
  'a map with the key constructor': Uint8Array.of(
    0x81,
    ...text('constructor'),
    0x81,
    ...text('prototype'),
    0x81,
    ...text('polluted'),
    0xc3,
  ),
  'an extension of an unknown kind': Uint8Array.of(0xc7, 255, 99),
  'a record definition that is cut off': Uint8Array.of(0xd4, 0x72, 0x40, 0x92),
  'nothing after the start of a map': Uint8Array.of(0x82, ...text('map')),
};

const WELL_FORMED: readonly Uint8Array[] = [
  messageFrame('vote', { map: 'foundry' }),
  messageFrame('watch', { player: 'bot-1' }),
  messageFrame('phrase', { phrase: 'hello', to: 'all' }),
  messageFrame('say', { text: 'Hi', to: 'team' }),
  ...Object.values(CRAFTED_BODIES).map((body) => dataFrame('vote', body)),
];

/** A message with a few bytes of chance in it, or of nothing else; now and then it is cut off. */
export function randomFrame(prng: Prng): Uint8Array {
  const isAllChance = nextInt(prng, 3) === 0;
  const frame = isAllChance
    ? Uint8Array.from({ length: 1 + nextInt(prng, 60) }, () => nextInt(prng, 256))
    : Uint8Array.from(WELL_FORMED[nextInt(prng, WELL_FORMED.length)]!);
  for (let changes = nextInt(prng, 4); changes > 0; changes--) frame[nextInt(prng, frame.length)] = nextInt(prng, 256);
  return nextInt(prng, 4) === 0 ? frame.subarray(0, 1 + nextInt(prng, frame.length)) : frame;
}
