import assert from 'node:assert/strict';
import { addressOf, limitKeyOf } from '../../../server/http/addressOf.ts';

const request = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as never;

describe('The address that limits count', () => {
  it('is that of the connection, whatever a client says about itself', () => {
    assert.equal(addressOf(request('203.0.113.7', '198.51.100.1'), false), '203.0.113.7');
  });

  it('is the one the trusted proxy saw, not those the client put before it', () => {
    assert.equal(addressOf(request('10.0.0.1', '198.51.100.1'), true), '198.51.100.1');
    assert.equal(addressOf(request('10.0.0.1', '203.0.113.7, 198.51.100.1'), true), '198.51.100.1');
    for (const nonsense of [undefined, '', 'unknown', '198.51.100.1, x'])
      assert.equal(addressOf(request('10.0.0.1', nonsense), true), '10.0.0.1');
  });

  it('is one for all of a network over IPv6', () => {
    assert.equal(limitKeyOf('2001:db8:1:2::1'), limitKeyOf('2001:db8:1:2:ffff:ffff:ffff:ffff'));
    assert.notEqual(limitKeyOf('2001:db8:1:3::1'), limitKeyOf('2001:db8:1:2::1'));
  });

  it('is none on the loopback', () => {
    for (const own of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1']) assert.equal(limitKeyOf(own), undefined);
  });
});
