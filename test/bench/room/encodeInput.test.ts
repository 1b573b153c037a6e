import assert from 'node:assert/strict';
import { InputEncoder } from '@colyseus/schema/input';
import { BenchInput } from '../../../bench/room/contenders/inputSchema.ts';
import { colyseusInputEncoder } from '../../../bench/room/encodeInput.ts';
import { InputScript } from '../../../bench/room/workload/InputScript.ts';

describe('The load of the room benchmark', () => {
  it('sends a Colyseus room the very inputs that the SDK would send', () => {
    const encode = colyseusInputEncoder();
    const data = new BenchInput();
    const sdk = new InputEncoder(data);
    const script = new InputScript(7, 3);
    for (let tick = 0; tick < 100; tick++) {
      script.advance();
      data.direction = script.direction;
      data.aim = script.aim;
      data.fires = script.fires;
      assert.deepEqual([...encode(script).subarray(1)], [...sdk.encode()]);
    }
  });

  it('plays the same with the same seed, and otherwise with another slot', () => {
    const play = (seed: number, slot: number) => {
      const script = new InputScript(seed, slot);
      return Array.from({ length: 60 }, () => {
        script.advance();
        return [script.direction, script.aim];
      });
    };
    assert.deepEqual(play(1, 2), play(1, 2));
    assert.notDeepEqual(play(1, 2), play(1, 3));
    assert.notDeepEqual(play(1, 2), play(2, 2));
  });
});
