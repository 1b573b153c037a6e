import assert from 'node:assert/strict';
import { isIPv4 } from 'node:net';
import { addressOfCall } from '../../../bench/people/AuthApi.ts';
import { limitKeyOf } from '../../../server/http/addressOf.ts';

describe('The calls of a bench', () => {
  it('come from an address each, all of which are counted', () => {
    const calls = [0, 1, 255, 256, 65_535, 65_536, 4_194_303];
    const addresses = calls.map(addressOfCall);
    assert.ok(addresses.every((address) => isIPv4(address)));
    assert.equal(new Set(addresses.map(limitKeyOf)).size, calls.length);
  });
});
