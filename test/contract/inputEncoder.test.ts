import assert from 'node:assert/strict';
import { Protocol } from '@colyseus/core';
import { InputEncoder } from '@colyseus/schema/input';
import { PLAYER_INPUTS } from '../../server/input/playerInputs.ts';
import { wireRoundAngle } from '../../shared/math/angle.ts';
import type { Command } from '../../shared/sim/Command.ts';
import { PlayerInput } from '../../shared/net/inputSchema.ts';

const EXTREMES = [
  { moveX: -127, moveY: 127, aim: 6.28, buttons: 255, weapon: 5, seenSubtick: 2 ** 32 - 1 },
  { moveX: 0, moveY: 0, aim: 0, buttons: 0, weapon: 0, seenSubtick: 0 },
  { moveX: 1, moveY: -1, aim: 3.1, buttons: 1, weapon: 1, seenSubtick: 70_000 },
];

describe("Colyseus' encoding of inputs", () => {
  it('is what the server reads, whichever fields changed', () => {
    const input = new PlayerInput();
    const encoder = new InputEncoder(input);
    const values = new Float64Array(PLAYER_INPUTS.width);
    const assertRead = (what: string): void => {
      const frame = Uint8Array.of(Protocol.ROOM_INPUT_RELIABLE, ...encoder.encode());
      assert.ok(PLAYER_INPUTS.read(frame, values, 0), what);
      const { moveX, moveY, aim, buttons, weapon, seenSubtick } = input;
      const sent: Command = { moveX, moveY, aim: wireRoundAngle(aim), buttons, weapon, seenSubtick };
      assert.deepEqual(PLAYER_INPUTS.make(values, 0), sent, what);
    };
    const fields = Object.keys(EXTREMES[0]!) as (keyof (typeof EXTREMES)[number])[];
    for (const values of EXTREMES) {
      for (let chosen = 0; chosen < 2 ** fields.length; chosen++) {
        fields.forEach((field, bit) => {
          if ((chosen & (1 << bit)) !== 0) input[field] = values[field];
        });
        assertRead(`${chosen}`);
      }
      encoder.reset();
      assertRead('all fields');
    }
  });
});

describe('Bytes that are no input', () => {
  const cases: Readonly<Record<string, readonly number[]>> = {
    'name a field that does not exist': [19, 0x86, 1],
    'switch to another structure': [19, 255, 0],
    'delete a field': [19, 0x40],
    'end in the middle of a field': [19, 0x85, 1, 2, 3],
    'carry a lag-compensation prefix nobody asked for': [19 | 0x80, 1],
    'come in the unreliable form': [20, 1, 2, 0x80, 5],
  };
  for (const [name, bytes] of Object.entries(cases)) {
    it(`are refused when they ${name}`, () => {
      const values = new Float64Array(PLAYER_INPUTS.width);
      assert.equal(PLAYER_INPUTS.read(Uint8Array.from(bytes), values, 0), false);
      assert.ok(values.every((value) => value === 0));
    });
  }
});
