import assert from 'node:assert/strict';
import { freePort } from '../../../tools/cluster/freePort.ts';

describe('A free port', () => {
  it('is another one each time, though nobody has listened on the last yet', async () => {
    for (let turn = 0; turn < 10; turn++) {
      const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
      assert.equal(new Set(ports).size, ports.length);
    }
  });
});
