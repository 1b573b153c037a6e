import assert from 'node:assert/strict';
import { BASELINE_BYTES, BASELINE_SETUP } from '../../../bench/room/baseline.ts';
import { measureRun } from '../../../bench/room/measureRun.ts';
import type { ContenderName } from '../../../bench/room/RunSetup.ts';

const TOLERANCE = 0.05;
/** Of players and shots in four checks; fewer would mean that the client was not looked at. */
const FEWEST_COMPARED = 100;

describe('A contender of the room benchmark', () => {
  for (const [name, recorded] of Object.entries(BASELINE_BYTES)) {
    it(`sends what the client has to see, all of it right, and no more bytes than it did: ${name}`, async () => {
      const run = await measureRun({ ...BASELINE_SETUP, contender: name as ContenderName });
      assert.equal(run.wrong, 0, run.firstMismatch);
      assert.ok(run.compared >= FEWEST_COMPARED, `only ${run.compared} things were compared`);
      assert.equal(run.inputs, BASELINE_SETUP.playersPerRoom * BASELINE_SETUP.ticks);
      const change = run.bytesPerPatch / recorded - 1;
      assert.ok(
        Math.abs(change) <= TOLERANCE,
        `${name} sends ${run.bytesPerPatch.toFixed(1)} bytes a patch, ${recorded} are recorded: ` +
          'if that is meant, record it in bench/room/baseline.ts',
      );
    });
  }
});
