import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Allocations } from '../../support/countAllocations.ts';

const PROGRAM = new URL('../../support/countAllocations.ts', import.meta.url).pathname;
/** A young generation that holds all that is allocated: nothing is collected while it is counted. */
const NODE_OPTIONS = ['--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=128'];

/**
 * What a patch may allocate for a client beside the view of the buffer that its connection is handed: a place in the list of
 * those connections, 8 bytes. The smallest object there is takes 16 and more.
 */
const SPARE_BYTES = 14;

describe('A patch in which nothing comes into view or leaves it', () => {
  it('allocates nothing for a client but the one view of the bytes that are sent', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [...NODE_OPTIONS, PROGRAM]);
    const { bytesPerClient, bytesOfView } = JSON.parse(stdout) as Allocations;
    const found = `${bytesPerClient} bytes for each client and patch, of which ${bytesOfView} are the view`;
    assert.ok(bytesPerClient < bytesOfView + SPARE_BYTES, found);
    // Less would mean that something was collected meanwhile.
    assert.ok(bytesPerClient > bytesOfView * 0.9, found);
  });
});
